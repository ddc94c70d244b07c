import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Moments } from './moments.js';
import type { Place } from './place.js';
import { MemoryServer } from './testing/memory-server.js';
import { VisibleLog } from './visible-log.js';

const MARK_EVENTS = 50;
const START = { commit: 0n, prepare: 0n };
const END = '9999';

class CountingServer extends MemoryServer {
  read_ = 0;
  override async readAll(after: Place | null, limit: number) {
    const records = await super.readAll(after, limit);
    this.read_ += records.length;
    return records;
  }
}

let server: CountingServer;
const aProcess = () => new Moments(new VisibleLog(server, START), server, MARK_EVENTS);

/** Clocks of several processes: times go up, but not from each event to the next. */
async function record(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const minutes = server.records.length * 10 + ((i * 7919) % 97);
    const recordedAt = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
    const one = { id: randomUUID(), type: 'A', data: Buffer.from(JSON.stringify({ recordedAt })), metadata: {} };
    await server.write(`device-${server.records.length}`, -1, [one]);
    await server.write(`_reservation-event-${one.id}`, -1, [one]);
  }
}

function expected(time: string): Place | null {
  const events = server.records.filter(({ stream }) => stream.startsWith('device-'));
  const later = events.findIndex(({ data }) => JSON.parse(String(data)).recordedAt > time);
  return (later === -1 ? events.at(-1) : events[later - 1])?.place ?? null;
}

const times = (count: number) =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(2026, 0, 1) + i * 7_919_000).toISOString());
const marks = () => server.read('_moments', 0, 1_000);

beforeEach(async () => {
  server = new CountingServer();
  await server.write('_log', -1, [{ id: randomUUID(), type: 'LogOpened', data: Buffer.from('{}'), metadata: {} }]);
});

describe('a time translated into a place', () => {
  it('is what reading the whole log says, with marks and without, while the log grows', async () => {
    const one = aProcess();
    for (const added of [30, 200, 400, 1]) {
      await record(added);
      for (const time of [...times(60), END]) {
        expect(await one.lastAtOrBefore(time)).toEqual(expected(time));
        expect(await aProcess().lastAtOrBefore(time)).toEqual(expected(time));
      }
    }
    expect((await marks()).length).toBeGreaterThan(8);
  });

  it('takes a bounded look at a log that others have marked', async () => {
    await record(1_000);
    await aProcess().lastAtOrBefore(END);
    for (const time of [...times(20), END]) {
      server.read_ = 0;
      await aProcess().lastAtOrBefore(time);
      // Up to the next mark and a page beyond; each event has one record beside it.
      expect(server.read_).toBeLessThan(MARK_EVENTS * 2 * 4);
    }
  });

  it('is marked by who reads every event, as far as that has come', async () => {
    await record(500);
    const reader = aProcess();
    const events = server.records.filter(({ stream }) => stream.startsWith('device-'));
    for (const { place } of events.slice(0, 300)) reader.pass(() => place);
    await reader.lastAtOrBefore('');
    const left = await marks();
    expect(left.length).toBeGreaterThanOrEqual(5);
    expect(left.length).toBeLessThanOrEqual(7);
  });

  it('is the same for several processes that mark at once', async () => {
    await record(600);
    const found = await Promise.all([1, 2, 3].map(() => aProcess().lastAtOrBefore(END)));
    expect(found).toEqual(Array(3).fill(expected(END)));
    const latest = (await marks()).map(({ data }) => JSON.parse(String(data)).latest as string);
    expect(latest).toHaveLength(12);
    expect(latest).toEqual([...latest].sort());
    for (const time of times(60)) expect(await aProcess().lastAtOrBefore(time)).toEqual(expected(time));
  });
});
