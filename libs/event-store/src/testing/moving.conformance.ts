import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HeldKey, type LogExport, type LogImport, NotAdoptable } from '../migration/moving-log.js';
import type { EventStore, LoggedEvent } from '../port.js';
import type { StoredText } from '../verify-chains.js';
import { anAppend, anEvent, aStream } from './builders.js';
import { aLogName, type OpenLog } from './open-log.js';

/** The ways to the log of a name, all to the same one. */
export interface MovableLog {
  open: OpenLog;
  source: (name: string) => Promise<LogExport>;
  target: (name: string) => Promise<LogImport>;
}

const held = (key: string, holder: string): HeldKey => ({ scope: 'identifier', key, holder });

async function all<Item>(pages: AsyncIterable<Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

/** Taking a log over with its seals, and reading it as it is stored (CONTRACTS R7, R8). */
export function movingConformance(adapter: string, { open, source, target }: MovableLog): void {
  describe(`moving a log from and to ${adapter}`, () => {
    const name = aLogName();
    const open_: { close(): Promise<void> }[] = [];
    let [from, to] = ['', ''];
    let original: LoggedEvent[];
    let stored: StoredText[];

    const kept = <Closable extends { close(): Promise<void> }>(one: Closable): Closable => {
      open_.push(one);
      return one;
    };
    const closed = async <Result>(store: EventStore, use: (store: EventStore) => Promise<Result>): Promise<Result> => {
      try {
        return await use(store);
      } finally {
        await store.close();
      }
    };
    const texts = async (log: LogExport) => (await all(log.events())).map(({ text, hash }) => ({ text, hash }));

    beforeEach(async () => {
      [from, to] = [name(), name()];
      const [one, other] = [aStream(), aStream()];
      original = await closed(await open(from, { now: () => Date.UTC(2024, 1, 3) }), async (store) => {
        const reservations = [{ scope: 'identifier' as const, key: 'imei:1', expected: null, holder: one }];
        await store.append([
          anAppend({ stream: one, reservations }),
          anAppend({ stream: other, events: [anEvent({ data: { note: 'Ü\u2028\u{1f4f1}' } }), anEvent()] }),
          anAppend({ stream: one, expectedRevision: 0 }),
        ]);
        return store.readAll(null, 10);
      });
      const log = await source(from);
      stored = await texts(log);
      await log.close();
    });
    afterEach(async () => {
      for (const one of open_.splice(0).reverse()) await one.close();
    });

    it('reads the bytes that were hashed, in the order of the whole log, and from any place on', async () => {
      const log = kept(await source(from));
      expect(stored.map(({ hash }) => hash)).toEqual(original.map(({ event }) => event.hash));
      expect(stored.map(({ text, hash }) => ({ ...JSON.parse(text), hash }))).toEqual(
        original.map(({ event }) => event),
      );
      expect((await all(log.events(3))).map(({ hash }) => hash)).toEqual(stored.slice(3).map(({ hash }) => hash));
      expect(await log.size()).toEqual({ events: 4, reservations: 1 });
      expect(await all(log.reservations())).toEqual([
        { scope: 'identifier', key: 'imei:1', holder: original[0]?.event.stream },
      ]);
    });

    it('takes over ids, streams, revisions, times and hashes, under positions of its own', async () => {
      const log = await target(to);
      await log.begin();
      await log.adopt(stored.slice(0, 2));
      await log.adopt(stored.slice(2));
      await log.hold([held('imei:1', 'one')]);
      expect(await texts(log)).toEqual(stored);
      await log.finish();
      await log.close();
      const moved = kept(await open(to));
      const events = await moved.readAll(null, 10);
      expect(events.map(({ event }) => event)).toEqual(original.map(({ event }) => event));
      expect(events[0]?.position).not.toBe(original[0]?.position);
      expect(await moved.readEvent(original[3]?.event.id ?? '')).toEqual(events[3]);
      await expect(moved.readAll(original[0]?.position ?? null, 1)).rejects.toMatchObject({ name: 'ForeignPosition' });
    });

    it('is a log like any other once it is finished: streams and keys go on where they were', async () => {
      const log = await target(to);
      await log.begin();
      await log.adopt(stored);
      await log.hold([held('imei:1', 'one')]);
      await log.finish();
      await log.close();
      const moved = kept(await open(to));
      const stream = original[0]?.event.stream ?? '';
      const taken = { scope: 'identifier' as const, key: 'imei:1', expected: null, holder: 'two' };
      expect(
        await moved.append([
          anAppend({ stream, expectedRevision: 0 }),
          anAppend({ reservations: [taken] }),
          anAppend({ stream, expectedRevision: 1 }),
        ]),
      ).toMatchObject([
        { status: 'wrong-expected-revision', actualRevision: 1 },
        { status: 'reservation-held', holder: 'one' },
        { status: 'appended', events: [{ event: { revision: 2, previousHash: original[3]?.event.hash } }] },
      ]);
    });

    it('opens for nobody before it is finished, and for its copier again', async () => {
      const log = await target(to);
      await log.begin();
      await log.adopt(stored.slice(0, 1));
      await log.close();
      await expect(open(to)).rejects.toThrow('unfinished copy');
      await expect(source(to)).rejects.toThrow('unfinished copy');
      const again = kept(await target(to));
      await again.begin();
      expect(await again.size()).toEqual({ events: 1, reservations: 0 });
      await again.adopt(stored.slice(1));
      expect(await texts(again)).toEqual(stored);
    });

    it('takes no event twice, none out of its order, and keeps what it had', async () => {
      const log = kept(await target(to));
      await log.begin();
      await log.adopt(stored.slice(0, 1));
      for (const wrong of [stored[0], stored[2]] as StoredText[]) {
        await expect(log.adopt([wrong])).rejects.toBeInstanceOf(NotAdoptable);
      }
      expect(await texts(log)).toEqual(stored.slice(0, 1));
      await log.adopt(stored.slice(1));
      expect(await texts(log)).toEqual(stored);
    });

    it('reads back keys of any length and spelling, however they came to be held', async () => {
      const keys = ['ü'.repeat(200), 'x'.repeat(1_000), 'sha256:abc', 'a/b c-d\n'];
      const reserved = keys.map((key) => ({ scope: 'reference' as const, key, expected: null, holder: 'appended' }));
      const moving = reserved.slice(0, 2).map((one) => ({ ...one, expected: 'appended', holder: 'moved' }));
      await closed(await open(from), async (store) => {
        await store.append([anAppend({ reservations: reserved }), anAppend({ events: [], reservations: moving })]);
      });
      const read = kept(await source(from));
      const holders = (await all(read.reservations())).filter(({ scope }) => scope === 'reference');
      const log = kept(await target(to));
      await log.begin();
      await log.hold(holders);
      for (const one of [read, log]) {
        const found = (await all(one.reservations())).filter(({ scope }) => scope === 'reference');
        expect(Object.fromEntries(found.map(({ key, holder }) => [key, holder]))).toEqual(
          Object.fromEntries(keys.map((key, index) => [key, index < 2 ? 'moved' : 'appended'])),
        );
      }
    });

    it('sets holders, whoever held before, and says who holds', async () => {
      const log = kept(await target(to));
      await log.begin();
      await log.hold([held('a', 'one'), held('b', 'one'), { ...held('a', 'three'), scope: 'reference' }]);
      await log.hold([held('a', 'two')]);
      const keys = [held('a', ''), held('b', ''), held('c', ''), { ...held('a', ''), scope: 'reference' as const }];
      expect(Object.fromEntries(await log.holders(keys))).toEqual({
        'identifier a': 'two',
        'identifier b': 'one',
        'reference a': 'three',
      });
      expect(await log.size()).toEqual({ events: 0, reservations: 3 });
    });
  });
}
