import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { canonicalJson, type RecordedEvent, sha256Hex } from '#kernel';
import type { EventStore } from '../port.js';
import { anAppend, anEvent, aStream } from './builders.js';
import { aLogName, type OpenLog } from './open-log.js';

const hashOf = ({ hash: _, ...hashed }: RecordedEvent) => sha256Hex(canonicalJson(hashed));

/** The proof: each event hashes all of itself and the hash before it in its stream (CONTRACTS R8). */
export function chainConformance(adapter: string, open: OpenLog): void {
  describe(`the hash chain on ${adapter}`, () => {
    let store: EventStore;
    const name = aLogName();
    beforeEach(async () => {
      store = await open(name());
    });
    afterEach(() => store.close());

    async function expectWhole(stream: string, length: number): Promise<void> {
      const events = (await store.readStream(stream)).map(({ event }) => event);
      expect(events.map(hashOf)).toEqual(events.map(({ hash }) => hash));
      expect(events.map(({ previousHash }) => previousHash)).toEqual([
        null,
        ...events.slice(0, -1).map(({ hash }) => hash),
      ]);
      expect(events.map(({ revision }) => revision)).toEqual([...Array(length).keys()]);
    }

    it('links the events of one request', async () => {
      const request = anAppend({
        events: [anEvent(), anEvent({ sequence: 4, location: { country: 'DE' } }), anEvent()],
      });
      await store.append([request]);
      await expectWhole(request.stream, 3);
    });

    it('links events of requests that were under way together', async () => {
      const streams = [aStream(), aStream(), aStream()];
      await Promise.all(
        [0, 1, 2, 3].flatMap((step) =>
          streams.map((stream) => store.append([anAppend({ stream, expectedRevision: step - 1 })])),
        ),
      );
      for (const stream of streams) await expectWhole(stream, 4);
    });

    it('links past requests that failed in between', async () => {
      const stream = aStream();
      const held = { scope: 'reference' as const, key: 'p/1', expected: 'nobody', holder: 'x' };
      await store.append([
        anAppend({ stream }),
        anAppend({ stream, expectedRevision: 0, reservations: [held] }),
        anAppend({ stream, expectedRevision: 0 }),
        anAppend({ stream, expectedRevision: 0 }),
        anAppend({ stream, expectedRevision: 1 }),
      ]);
      await expectWhole(stream, 3);
    });
  });
}
