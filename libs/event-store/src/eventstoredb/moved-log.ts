import { randomUUID } from 'node:crypto';
import {
  type HeldKey,
  type LogExport,
  type LogImport,
  type LogSize,
  NotAdoptable,
  PAGE_MAX,
  type StoreFault,
} from '../migration/moving-log.js';
import { holderKey, type ReservationKey } from '../port.js';
import { readLink } from '../read-link.js';
import type { StoredText } from '../verify-chains.js';
import { connect } from './connection/connect.js';
import { Fates } from './fates.js';
import { keyOfStream } from './key-of-stream.js';
import { type LogStart, startOf } from './log-epoch.js';
import { EVENT_ID_SCOPE } from './make-plan.js';
import type { Place } from './place.js';
import { keyBeside, keyStream, type Plan, voidRecord } from './plan.js';
import { isOfTheLog, OWN_PREFIX, textOf, uuidOf } from './stored-event.js';
import type { StoredRecord, StreamServer } from './stream-server.js';
import { assertFinished, markUnfinished, unmarkUnfinished } from './unfinished-copy.js';

/** Writes that wait for the server at once; those whose order is the log's go one by one. */
const AT_ONCE = 64;

interface Placed {
  id: string;
  type: string;
  stream: string;
  revision: number;
}

/** A log on an EventStoreDB as another one is moved from and into it. */
export class EventStoreDbMovedLog implements LogImport {
  private readonly fates: Fates;

  readonly epoch: string;

  constructor(
    private readonly start: LogStart,
    private readonly server: StreamServer,
  ) {
    this.epoch = start.epoch;
    this.fates = new Fates(server);
  }

  /** Looks through the whole log: EventStoreDB keeps no counts. */
  async size(): Promise<LogSize> {
    const size = { events: 0, reservations: 0 };
    for await (const page of this.events()) size.events += page.length;
    for await (const page of this.reservations()) size.reservations += page.length;
    return size;
  }

  async *events(skipped = 0): AsyncIterable<StoredText[]> {
    let left = skipped;
    for await (const records of this.records()) {
      const events = records.filter(isOfTheLog);
      const page = events.slice(left).map((record) => ({ text: textOf(record), hash: record.metadata.hash ?? '' }));
      left = Math.max(0, left - events.length);
      if (page.length > 0) yield page;
    }
  }

  async *reservations(): AsyncIterable<HeldKey[]> {
    for await (const records of this.records()) {
      const keys = await this.keysOf(records);
      const holders = await this.holders(keys);
      const held = keys.flatMap((key) => {
        const holder = holders.get(holderKey(key));
        return holder === undefined ? [] : [{ ...key, holder }];
      });
      if (held.length > 0) yield held;
    }
  }

  /** Keys whose first record is among these. */
  private async keysOf(records: readonly StoredRecord[]): Promise<ReservationKey[]> {
    const keys: ReservationKey[] = [];
    const first = records.filter(({ revision, stream }) => revision === 0 && stream.startsWith(OWN_PREFIX));
    await inParts(first, async ({ stream }) => {
      const key = await keyOfStream(this.server, stream);
      if (key !== undefined) keys.push(key);
    });
    return keys;
  }

  private async *records(): AsyncIterable<StoredRecord[]> {
    let after: Place = this.start.place;
    for (;;) {
      const page: StoredRecord[] = await this.server.readAll(after, PAGE_MAX);
      if (page.length === 0) return;
      yield page;
      after = page.at(-1)?.place ?? after;
    }
  }

  async holders(keys: readonly ReservationKey[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    await inParts(keys, async (key) => {
      const { holder } = await this.fates.keyState(keyStream(key.scope, key.key));
      if (holder !== null) found.set(holderKey(key), holder);
    });
    return found;
  }

  /** The server looks after its own files. */
  async damages(): Promise<StoreFault[]> {
    return [];
  }

  async *storeFaults(tell: (events: number) => void): AsyncIterable<StoreFault[]> {
    for await (const records of this.records()) {
      const events = records.filter(isOfTheLog);
      yield events.flatMap(misplaced);
      tell(events.length);
    }
  }

  begin(): Promise<void> {
    return markUnfinished(this.server);
  }

  /** Ids are claimed first, as for any append; then the events are written one by one, which keeps the order. */
  async adopt(events: readonly StoredText[]): Promise<void> {
    const plans = events.map(planOf);
    const tails = await this.tailsOf(plans);
    for (const { stream, expectedRevision } of plans) {
      const tail = tails.get(stream) ?? -1;
      if (tail !== expectedRevision) {
        throw new NotAdoptable(`${stream} ends at revision ${tail}; the next event says ${expectedRevision + 1}.`);
      }
      tails.set(stream, tail + 1);
    }
    await inParts(plans, async (plan) => {
      const [claim] = plan.claims;
      if (!(await this.fates.take(plan, claim))) throw new NotAdoptable(`${claim.stream} is in the log already.`);
    });
    for (const plan of plans) {
      if ((await this.fates.complete(plan)).fate === 'failed') {
        throw new NotAdoptable(`${plan.stream} has got an event of somebody else.`);
      }
    }
  }

  private async tailsOf(plans: readonly Plan[]): Promise<Map<string, number>> {
    const tails = new Map<string, number>();
    await inParts([...new Set(plans.map(({ stream }) => stream))], async (stream) => {
      tails.set(stream, (await this.server.last(stream))?.revision ?? -1);
    });
    return tails;
  }

  async hold(keys: readonly HeldKey[]): Promise<void> {
    await inParts(keys, async ({ scope, key, holder }) => {
      const stream = keyStream(scope, key);
      const { revision } = await this.fates.keyState(stream);
      const record = voidRecord({ stream, revision: revision + 1, holder, ...keyBeside(key) }, randomUUID());
      const written = await this.server.write(stream, revision, [record]);
      if (written.status !== 'written') throw new NotAdoptable(`${scope} ${key} is written by somebody else.`);
    });
  }

  finish(): Promise<void> {
    return unmarkUnfinished(this.server);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

/** The attempt is derived from the id, so that an adoption that was interrupted is gone on with. */
function planOf({ text, hash }: StoredText): Plan {
  const { id, type, stream, revision } = JSON.parse(text) as Placed;
  return {
    attempt: uuidOf(`adopted ${id}`),
    stream,
    expectedRevision: revision - 1,
    events: [{ id, type, text, hash }],
    claims: [{ stream: keyStream(EVENT_ID_SCOPE, id), revision: 0, holder: stream, previous: null }],
  };
}

function misplaced(record: StoredRecord): StoreFault[] {
  const what = `${record.stream} at revision ${record.revision}`;
  const said = readLink(textOf(record));
  if (said === undefined) return [{ what, fault: 'unreadable' }];
  if (said.stream === record.stream && said.revision === record.revision) return [];
  return [{ what: `${said.stream} at revision ${said.revision} (${what})`, fault: 'read-elsewhere' }];
}

async function inParts<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await Promise.all(items.slice(from, from + AT_ONCE).map(work));
  }
}

/** Reads a log as a whole. Throws for an unfinished copy. */
export async function exportEventStoreDbLog(url: string): Promise<LogExport> {
  return opened(url, assertFinished);
}

export const adoptIntoEventStoreDb = (url: string): Promise<LogImport> => opened(url, async () => undefined);

async function opened(url: string, check: (server: StreamServer) => Promise<void>): Promise<EventStoreDbMovedLog> {
  const server = await connect(url);
  try {
    await check(server);
    return new EventStoreDbMovedLog(await startOf(server), server);
  } catch (error) {
    await server.close();
    throw error;
  }
}
