import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '../port.js';
import { anAppend, anEvent, aStream } from './builders.js';
import { aLogName, type OpenLog } from './open-log.js';

/** Reads by stream, by id and through the whole log. */
export function readConformance(adapter: string, open: OpenLog): void {
  describe(`reads on ${adapter}`, () => {
    let store: EventStore;
    const name = aLogName();
    beforeEach(async () => {
      store = await open(name());
    });
    afterEach(() => store.close());

    it('is empty at first', async () => {
      expect(await store.head()).toBeNull();
      expect(await store.readAll(null, 10)).toEqual([]);
      expect(await store.readStream('device-1')).toEqual([]);
      expect(await store.readEvent(anEvent().id)).toBeUndefined();
      expect(await store.positionAt('2100-01-01T00:00:00Z')).toBeNull();
    });

    it('reads a part of a stream by revision', async () => {
      const request = anAppend({ events: [anEvent(), anEvent(), anEvent(), anEvent()] });
      await store.append([request]);
      const part = await store.readStream(request.stream, 1, 2);
      expect(part.map(({ event }) => event.id)).toEqual([request.events[1]!.id, request.events[2]!.id]);
      expect(await store.readStream(request.stream, 4)).toEqual([]);
    });

    it('reads many streams at once, unknown ones as empty', async () => {
      const [one, two] = [anAppend(), anAppend({ events: [anEvent(), anEvent()] })];
      await store.append([one, two]);
      const read = await store.readStreams([two.stream, 'device-nobody', one.stream]);
      expect([...read].map(([stream, events]) => [stream, events.length])).toEqual([
        [two.stream, 2],
        ['device-nobody', 0],
        [one.stream, 1],
      ]);
    });

    it('finds an event by its id, whatever the id looks like', async () => {
      const odd = anEvent({ id: 'not-a-uuid' });
      const request = anAppend({ events: [anEvent(), odd] });
      await store.append([request]);
      for (const { id } of request.events) expect((await store.readEvent(id))?.event.id).toBe(id);
    });

    it('reads the whole log in pages, in the order of acknowledgement', async () => {
      const requests = Array.from({ length: 7 }, () => anAppend({ stream: aStream() }));
      for (const request of requests) await store.append([request]);
      const seen: string[] = [];
      for (
        let page = await store.readAll(null, 3);
        page.length > 0;
        page = await store.readAll(page.at(-1)!.position, 3)
      ) {
        expect(page.length).toBeLessThanOrEqual(3);
        seen.push(...page.map(({ event }) => event.id));
      }
      expect(seen).toEqual(requests.map(({ events }) => events[0]!.id));
    });

    it('shows every acknowledged write at once', async () => {
      const stream = aStream();
      for (let revision = 0; revision < 20; revision++) {
        await store.append([anAppend({ stream, expectedRevision: revision - 1 })]);
        expect(await store.readStream(stream)).toHaveLength(revision + 1);
      }
    });

    it('keeps everything when it is closed and opened again', async () => {
      const log = name();
      const first = await open(log);
      const reservations = [{ scope: 'link' as const, key: 'a', expected: null, holder: 'b' }];
      const request = anAppend({ events: [anEvent(), anEvent()], reservations });
      await first.append([request]);
      const before = await first.readAll(null, 10);
      await first.close();
      const again = await open(log);
      expect(again.epoch).toBe(first.epoch);
      expect(await again.readAll(null, 10)).toEqual(before);
      expect([...(await again.holders(reservations))]).toEqual([['link a', 'b']]);
      const [next] = await again.append([anAppend({ stream: request.stream, expectedRevision: 1 })]);
      expect(next).toMatchObject({ events: [{ event: { revision: 2, previousHash: before[1]!.event.hash } }] });
      await again.close();
    });
  });
}
