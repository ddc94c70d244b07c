import messages from '@eventstore/db-client/generated/streams_pb.js';
import type { ServiceError } from '@grpc/grpc-js';
import type { StandInNode } from './node.js';
import { eventResponse, firstAt, type ReadCall } from './responses.js';
import { roomToSend } from './room-to-send.js';
import type { LogRecord } from './stand-in-log.js';
import { breakOff, isBroken, tooSlow, unavailable } from './statuses.js';

/** The server's own window, when the client names none. */
const WINDOW_DEFAULT = 32;

/**
 * A subscription to $all: confirmation, what there is after the position, and then what comes. With a filter it sends a
 * checkpoint each time it has looked through so many records, whether or not one matched, and nothing in between.
 */
export async function subscribe(node: StandInNode, call: ReadCall, options: messages.ReadReq.Options): Promise<void> {
  const confirmation = new messages.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID());
  call.write(new messages.ReadResp().setConfirmation(confirmation));
  const filter = filterOf(options.getFilter());
  let [next, looked, sent, caughtUp] = [startOf(node, options), 0, 0, false];
  while (!call.cancelled && !isBroken(call) && !node.stopping.aborted) {
    const record = node.log.records[next];
    if (record === undefined) {
      if (!caughtUp) call.write(new messages.ReadResp().setCaughtUp(new messages.ReadResp.CaughtUp()));
      caughtUp = true;
      await nextRecord(node, call);
      continue;
    }
    next += 1;
    looked += 1;
    if (filter.matches(record)) {
      if (sent >= node.faults.cutSubscriptionAfter) return cut(node, call, unavailable());
      sent += 1;
      if (!call.write(eventResponse(record)) && !(await drained(node, call, next))) return cut(node, call, tooSlow());
    }
    if (looked % filter.checkpointEvery === 0) call.write(checkpoint(record));
    if (looked % 64 === 0) await new Promise(setImmediate);
  }
  if (!isBroken(call)) breakOff(call, unavailable());
}

function cut({ faults }: StandInNode, call: ReadCall, error: ServiceError): void {
  faults.cuts += 1;
  breakOff(call, error);
}

/** Waits for the reader; `false` when it is so far behind that the server drops it. */
async function drained({ log, faults, stopping }: StandInNode, call: ReadCall, next: number): Promise<boolean> {
  const behind = () => log.records.length - next >= faults.slowReaderRecords;
  if (behind()) return false;
  await roomToSend(call, stopping);
  return !behind();
}

function startOf({ log }: StandInNode, options: messages.ReadReq.Options): number {
  const all = options.getAll();
  if (all?.hasStart()) return 0;
  if (!all?.hasPosition()) return log.records.length;
  return firstAt(log.records, BigInt(all.getPosition()?.getCommitPosition() ?? '0') + 1n);
}

function nextRecord({ log, stopping }: StandInNode, call: ReadCall): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unlisten();
      call.off('cancelled', done);
      call.off('close', done);
      stopping.removeEventListener('abort', done);
      resolve();
    };
    const unlisten = log.listen(done);
    call.on('cancelled', done);
    call.on('close', done);
    stopping.addEventListener('abort', done);
  });
}

interface Filter {
  matches(record: LogRecord): boolean;
  checkpointEvery: number;
}

function filterOf(filter: messages.ReadReq.Options.FilterOptions | undefined): Filter {
  const byStream = filter?.getStreamIdentifier();
  const expression = byStream ?? filter?.getEventType();
  if (filter === undefined || expression === undefined) {
    return { matches: () => true, checkpointEvery: Number.POSITIVE_INFINITY };
  }
  const nameOf = (record: LogRecord) => (byStream === undefined ? (record.metadata.type ?? '') : record.stream);
  const prefixes = expression.getPrefixList();
  const regex = prefixes.length > 0 ? undefined : new RegExp(expression.getRegex());
  const window = filter.hasMax() ? filter.getMax() : WINDOW_DEFAULT;
  return {
    matches: (record) => regex?.test(nameOf(record)) ?? prefixes.some((prefix) => nameOf(record).startsWith(prefix)),
    checkpointEvery: window * Math.max(1, filter.getCheckpointintervalmultiplier()),
  };
}

function checkpoint({ position }: LogRecord): messages.ReadResp {
  const place = new messages.ReadResp.Checkpoint()
    .setCommitPosition(String(position))
    .setPreparePosition(String(position));
  return new messages.ReadResp().setCheckpoint(place);
}
