import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore, openLogExport } from '#event-store';
import { anAppend } from '#event-store/testing';
import { type StandIn, startStandIn } from './eventstoredb-stand-in/stand-in.js';

let standIn: StandIn;
let [unnamed, east, west]: EventStore[] = [];

beforeEach(async () => {
  standIn = await startStandIn();
  const urls = [standIn.url, `${standIn.url}&circulogLog=east`, `${standIn.url}&circulogLog=west`];
  [unnamed, east, west] = await Promise.all(urls.map((url) => openEventStore(url)));
});
afterEach(async () => {
  for (const store of [unnamed, east, west]) await store?.close();
  await standIn.stop();
});

const all = () => [unnamed!, east!, west!];
const imei = (holder: string) => ({ scope: 'identifier' as const, key: 'imei:1', expected: null, holder });

describe('several logs on one server', () => {
  it('share neither events, nor streams, nor reservations, nor positions', async () => {
    for (const [index, store] of all().entries()) {
      for (let revision = -1; revision < index; revision++) {
        const reservations = revision === -1 ? [imei(`device-${index}`)] : [];
        const request = anAppend({ stream: 'device-1', expectedRevision: revision, reservations });
        expect(await store.append([request])).toMatchObject([{ status: 'appended' }]);
      }
    }
    for (const [index, store] of all().entries()) {
      const events = await store.readAll(null, 10);
      expect(events.map(({ event }) => event.stream)).toEqual(Array(index + 1).fill('device-1'));
      expect(await store.readStream('device-1')).toEqual(events);
      expect(await store.head()).toBe(events.at(-1)?.position);
      expect(await store.distance(null, await store.head())).toBe(index + 1);
      expect([...(await store.holders([imei('')])).values()]).toEqual([`device-${index}`]);
      expect(await store.readEvent(events[0]!.event.id)).toEqual(events[0]);
    }
    await expect(east!.readAll(await west!.head(), 1)).rejects.toMatchObject({ name: 'ForeignPosition' });
  });

  it.each([undefined, ['device-'], ['']])('deliver their own events only to a subscription to %p', async (prefixes) => {
    for (const store of all()) await store.append([anAppend({ stream: 'device-1' }), anAppend({ stream: 'device-2' })]);
    for (const store of all()) {
      const own = (await store.readAll(null, 10)).map(({ event }) => event.id);
      const got: string[] = [];
      const signal = AbortSignal.timeout(10_000);
      for await (const delivery of store.subscribe(null, { signal, ...(prefixes && { prefixes }) })) {
        if (delivery.kind === 'event') got.push(delivery.event.id);
        if (store.compare(delivery.position, (await store.head())!) >= 0) break;
      }
      expect(got).toEqual(own);
    }
  });

  it('are moved each for itself', async () => {
    for (const store of all()) await store.append([anAppend({ reservations: [imei('x')] })]);
    const log = await openLogExport(`${standIn.url}&circulogLog=east`);
    expect(await log.size()).toEqual({ events: 1, reservations: 1 });
    expect(log.epoch).toBe(east!.epoch);
    await log.close();
  });

  it.each(['', 'Ost', 'a/b', '-', 'x'.repeat(41)])('are not named %p', async (name) => {
    await expect(openEventStore(`${standIn.url}&circulogLog=${name}`)).rejects.toThrow('circulogLog takes up to 40');
  });
});
