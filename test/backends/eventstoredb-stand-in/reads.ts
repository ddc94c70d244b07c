import messages from '@eventstore/db-client/generated/streams_pb.js';
import { delayed, refusal, type StandInNode } from './node.js';
import { eventResponse, firstAt, isPlace, type ReadCall } from './responses.js';
import { roomToSend } from './room-to-send.js';
import type { LogRecord } from './stand-in-log.js';
import { accessDenied, breakOff, invalidPosition, isBroken } from './statuses.js';
import { subscribe } from './subscriptions.js';

/** Reads of a stream and of $all, and subscriptions to $all: one call of the service. */
export const read = (node: StandInNode) => async (call: ReadCall) => {
  call.on('error', () => undefined);
  const refused = refusal(node, call.metadata);
  if (refused !== undefined) return void breakOff(call, refused);
  await delayed(node);
  const options = call.request.getOptions();
  if (options === undefined) return void call.end();
  if (options.hasAll() && node.faults.withoutAll) return void breakOff(call, accessDenied());
  const asked = options.getAll()?.getPosition()?.getCommitPosition();
  if (asked !== undefined && !isPlace(node.log.records, BigInt(asked))) return void breakOff(call, invalidPosition());
  if (options.hasSubscription()) return subscribe(node, call, options);
  if (options.hasStream() && node.log.stream(streamOf(options)).length === 0) {
    const missing = new messages.ReadResp.StreamNotFound().setStreamIdentifier(
      options.getStream()?.getStreamIdentifier(),
    );
    call.write(new messages.ReadResp().setStreamNotFound(missing));
    return void call.end();
  }
  const records = options.hasStream() ? ofStream(node, options) : ofAll(node, options);
  for (const record of records) {
    if (call.cancelled || isBroken(call) || node.stopping.aborted) return undefined;
    if (!call.write(eventResponse(record))) await roomToSend(call, node.stopping);
  }
  call.end();
  return undefined;
};

const streamOf = (options: messages.ReadReq.Options): string =>
  Buffer.from(options.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');

const isBackwards = (options: messages.ReadReq.Options): boolean => options.getReadDirection() === 1;

function ofStream({ log }: StandInNode, options: messages.ReadReq.Options): readonly LogRecord[] {
  const records = log.stream(streamOf(options));
  const stream = options.getStream();
  const count = Number(options.getCount());
  const from = stream?.hasStart() ? 0 : stream?.hasEnd() ? records.length - 1 : Number(stream?.getRevision());
  if (!isBackwards(options)) return records.slice(from, from + count);
  return records.slice(Math.max(0, from + 1 - count), from + 1).reverse();
}

/** Forwards a position is where the first record lies; backwards it is where the record after the first one lies. */
function ofAll({ log }: StandInNode, options: messages.ReadReq.Options): readonly LogRecord[] {
  const all = options.getAll();
  const count = Number(options.getCount());
  const position = all?.hasPosition() ? BigInt(all.getPosition()?.getCommitPosition() ?? '0') : undefined;
  if (!isBackwards(options)) {
    const from = position === undefined ? (all?.hasEnd() ? log.records.length : 0) : firstAt(log.records, position);
    return log.records.slice(from, from + count);
  }
  const until = position === undefined ? (all?.hasStart() ? 0 : log.records.length) : firstAt(log.records, position);
  return log.records.slice(Math.max(0, until - count), until).reverse();
}
