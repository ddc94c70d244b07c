import { type AppendRequest, type EventStore, openEventStore, type Position } from '#event-store';
import { historyOf } from './device-history.js';
import { measured, type Rate, repeated } from './rate.js';

const SECONDS = 1.5;
const READ_SECONDS = 2;
const HISTORIES = 200;
const EVENTS_EACH = 8;
const PAGE = 1_000;

/** Rates of the log that a URL names, over events that the measurement itself appends. */
export async function eventLogRates(url: string): Promise<Rate[]> {
  const store = await openEventStore(url);
  try {
    const start = await store.head();
    const appends: Rate[] = [];
    for (const [name, callers, batch] of [
      ['append, 1 caller, single events', 1, 1],
      ['append, 32 callers, single events', 32, 1],
      ['append, batches of 100 requests', 1, 100],
      ['append, batches of 1,000 requests', 1, 1_000],
    ] as const) {
      const step = () => append(store, batch, () => historyOf(1));
      appends.push(await repeated(name, 'events/s', { callers, seconds: SECONDS, step }));
    }
    return [...appends, ...(await streamRates(store)), await readAllRate(store, start), await catchUp(store, start)];
  } finally {
    await store.close();
  }
}

async function append(store: EventStore, count: number, request: () => AppendRequest): Promise<number> {
  const outcomes = await store.append(Array.from({ length: count }, request));
  const other = outcomes.find(({ status }) => status !== 'appended');
  if (other !== undefined) throw new Error(`an append was answered ${JSON.stringify(other)}`);
  return count;
}

/** Whole histories in an order in which no two neighbours were written together. */
async function streamRates(store: EventStore): Promise<Rate[]> {
  const streams: string[] = [];
  await append(store, HISTORIES, () => {
    const request = historyOf(EVENTS_EACH);
    streams.push(request.stream);
    return request;
  });
  let turn = 0;
  const step = async () => (await store.readStream(streams[(turn++ * 7) % HISTORIES] as string)).length;
  const rate = (callers: number) =>
    repeated(`read stream, ${callers} caller${callers === 1 ? '' : 's'}, ${EVENTS_EACH} events each`, 'events/s', {
      callers,
      seconds: SECONDS,
      step,
    });
  return [await rate(1), await rate(32)];
}

const readAllRate = (store: EventStore, start: Position | null): Promise<Rate> => {
  let after = start;
  return repeated('read all', 'events/s', {
    callers: 1,
    seconds: READ_SECONDS,
    step: async () => {
      const page = await store.readAll(after, PAGE);
      after = page.at(-1)?.position ?? after;
      return page.length;
    },
  });
};

const catchUp = (store: EventStore, start: Position | null): Promise<Rate> =>
  measured('subscription catches up', 'events/s', async () => {
    const head = await store.head();
    const over = AbortSignal.timeout(READ_SECONDS * 1000);
    let events = 0;
    for await (const { kind, position } of store.subscribe(start, { prefixes: ['device-'], signal: over })) {
      if (kind === 'event') events += 1;
      if (head !== null && store.compare(position, head) >= 0) break;
    }
    return events;
  });
