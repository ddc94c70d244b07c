import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '../port.js';
import { anAppend, anEvent, aStream } from './builders.js';
import { aLogName, type OpenLog } from './open-log.js';

/** What happens to a request that is sent again because its answer was lost (CONTRACTS R5). */
export function repeatConformance(adapter: string, open: OpenLog): void {
  describe(`a repeated append on ${adapter}`, () => {
    let store: EventStore;
    const name = aLogName();
    beforeEach(async () => {
      store = await open(name());
    });
    afterEach(() => store.close());

    const withReservation = () => {
      const events = [anEvent(), anEvent()];
      const key = `partner/${events[0]!.id}`;
      return anAppend({ events, reservations: [{ scope: 'reference', key, expected: null, holder: events[0]!.id }] });
    };

    it('answers as the first did and appends nothing', async () => {
      const request = withReservation();
      const first = await store.append([request]);
      const head = await store.head();
      expect(await store.append([request])).toEqual(first);
      expect(await store.head()).toBe(head);
    });

    it('waits for the first when both are under way', async () => {
      const request = withReservation();
      const [first, second] = await Promise.all([store.append([request]), store.append([request])]);
      expect(second).toEqual(first);
      expect(first).toMatchObject([{ status: 'appended' }]);
      expect(await store.readStream(request.stream)).toHaveLength(2);
    });

    it('is recognised when the stream has grown since', async () => {
      const request = withReservation();
      const first = await store.append([request]);
      await store.append([anAppend({ stream: request.stream, expectedRevision: 1 })]);
      expect(await store.append([request])).toEqual(first);
    });

    it('lets what was built on it follow', async () => {
      const request = withReservation();
      await store.append([request]);
      const onTop = anAppend({ stream: request.stream, expectedRevision: 1 });
      expect(await store.append([request, onTop])).toMatchObject([{ status: 'appended' }, { status: 'appended' }]);
      const [, second, third] = await store.readStream(request.stream);
      expect(third?.event.previousHash).toBe(second?.event.hash);
    });

    it('is a conflict when only some of the events are the same, or in another order', async () => {
      const request = withReservation();
      await store.append([request]);
      const conflict = { status: 'wrong-expected-revision', actualRevision: 1 };
      const [a, b] = request.events;
      for (const events of [[a!, anEvent()], [b!, a!], [a!, b!, anEvent()], [b!]]) {
        expect(await store.append([{ ...request, events }])).toEqual([conflict]);
      }
    });

    it('tells who has an id that is sent to another stream', async () => {
      const request = withReservation();
      await store.append([request]);
      const [outcome] = await store.append([anAppend({ stream: aStream(), events: [request.events[1]!] })]);
      expect(outcome).toEqual({
        status: 'reservation-held',
        scope: 'event',
        key: request.events[1]!.id,
        holder: request.stream,
      });
    });
  });
}
