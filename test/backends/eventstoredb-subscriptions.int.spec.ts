import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Delivery, type EventStore, openEventStore } from '#event-store';
import { anAppend, anEvent } from '#event-store/testing';
import { type StandIn, startStandIn } from './eventstoredb-stand-in/stand-in.js';
import { systemRecord } from './eventstoredb-stand-in/stand-in-log.js';

let standIn: StandIn;
let store: EventStore;
let aborter: AbortController;

beforeEach(async () => {
  aborter = new AbortController();
  standIn = await startStandIn();
  store = await openEventStore(standIn.url);
});
afterEach(async () => {
  aborter.abort();
  await store.close();
  await standIn.stop();
});

const many = (count: number, stream?: string) =>
  store.append(Array.from({ length: count }, (_, index) => anAppend(stream ? { stream: `${stream}-${index}` } : {})));

async function take(
  count: number,
  { prefixes, between }: { prefixes?: string[]; between?: (taken: number) => Promise<void> } = {},
): Promise<string[]> {
  const ids: string[] = [];
  const signal = aborter.signal;
  for await (const delivery of store.subscribe(null, { signal, ...(prefixes && { prefixes }) })) {
    if (delivery.kind !== 'event') continue;
    ids.push(delivery.event.id);
    await between?.(ids.length);
    if (ids.length === count) break;
  }
  return ids;
}

const all = async () => (await store.readAll(null, 1_000)).map(({ event }) => event.id);

describe('a subscription', () => {
  it('goes on without gap or repeat when it is cut again and again', async () => {
    await many(40);
    standIn.faults.cutSubscriptionAfter = 7;
    expect(await take(40)).toEqual(await all());
    expect(standIn.faults.cuts).toBeGreaterThan(0);
  });

  it('goes on when the server is lost and comes back', async () => {
    await many(10);
    const { port, log } = standIn;
    const ids = await take(20, {
      between: async (taken) => {
        if (taken !== 5) return;
        await standIn.stop();
        standIn = await startStandIn({ port, log });
        await many(10);
      },
    });
    expect(ids).toEqual(await all());
  });

  it('goes on when the server drops it for being slow', async () => {
    standIn.faults.slowReaderRecords = 20;
    const note = 'x'.repeat(20_000);
    const big = () => anAppend({ events: [anEvent({ data: { note } })] });
    await store.append(Array.from({ length: 40 }, big));
    const ids = await take(60, {
      between: async (taken) => {
        if (taken === 1) await store.append(Array.from({ length: 20 }, big));
        await new Promise(setImmediate);
      },
    });
    expect(ids).toEqual(await all());
    expect(standIn.faults.cuts).toBeGreaterThan(0);
  });

  it('tells by checkpoints of the server how far a filter has looked', async () => {
    await many(400);
    const checkpoints: Delivery[] = [];
    const head = (await store.head())!;
    for await (const delivery of store.subscribe(null, { prefixes: ['partner-'], signal: aborter.signal })) {
      checkpoints.push(delivery);
      if (store.compare(delivery.position, head) >= 0) break;
    }
    expect(new Set(checkpoints.map(({ kind }) => kind))).toEqual(new Set(['checkpoint']));
    expect(checkpoints.length).toBeGreaterThan(2);
    const again = await store.readAll(checkpoints[0]!.position, 1_000);
    expect(again.length).toBeLessThan(400);
    expect(await store.distance(checkpoints[0]!.position, head)).toBe(again.length);
  });

  it('delivers what the prefix matches while connections are cut', async () => {
    await many(15, 'partner');
    await many(15);
    standIn.faults.cutSubscriptionAfter = 4;
    const ids = await take(15, { prefixes: ['partner-'] });
    expect(new Set(ids).size).toBe(15);
  });
});

describe('a position between two records', () => {
  it('is refused as none of this log, without asking again and again', async () => {
    await many(3);
    const [first] = await store.readAll(null, 1);
    const between = `${store.epoch}:${BigInt(first!.position.split(':')[1]!) + 1n}`;
    const foreign = { name: 'ForeignPosition' };
    await expect(store.readAll(between, 1)).rejects.toMatchObject(foreign);
    await expect(store.distance(between, await store.head())).rejects.toMatchObject(foreign);
    const reading = store.subscribe(between, { signal: aborter.signal })[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toMatchObject(foreign);
  });
});

describe("the server's own records", () => {
  it('are no part of the log, and stall nothing, however many there are', async () => {
    const own = (count: number) => {
      for (let i = 0; i < count; i++) standIn.log.append('$stats-127.0.0.1', 'any', [systemRecord('$statsCollected')]);
    };
    own(1_500);
    expect(await store.head()).toBeNull();
    await many(3);
    own(1_500);
    await many(2);
    const head = await store.head();
    own(1_500);
    expect(await store.head()).toBe(head);
    const read = await store.readAll(null, 10);
    expect(read).toHaveLength(5);
    expect(head).toBe(read.at(-1)?.position);
    expect(await store.distance(null, head)).toBe(5);
    expect(await store.readAll(head, 10)).toEqual([]);
    expect(await store.positionAt('2100-01-01T00:00:00Z')).toBe(head);
    expect(await take(5)).toEqual(read.map(({ event }) => event.id));
  });
});
