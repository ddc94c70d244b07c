import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Delivery, EventStore, Position } from '../port.js';
import { anAppend } from './builders.js';
import { aLogName, type OpenLog } from './open-log.js';

/** Takes deliveries until one satisfies the condition. */
async function until(
  deliveries: AsyncIterable<Delivery>,
  enough: (delivery: Delivery) => boolean,
): Promise<Delivery[]> {
  const taken: Delivery[] = [];
  for await (const delivery of deliveries) {
    taken.push(delivery);
    if (enough(delivery)) break;
  }
  return taken;
}

const idsOf = (deliveries: readonly Delivery[]) =>
  deliveries.flatMap((delivery) => (delivery.kind === 'event' ? [delivery.event.id] : []));

/** Catch-up, then live: everything after a position, once, in order. */
export function subscribeConformance(adapter: string, open: OpenLog): void {
  describe(`subscribe on ${adapter}`, () => {
    let store: EventStore;
    let aborter: AbortController;
    const name = aLogName();
    beforeEach(async () => {
      aborter = new AbortController();
      store = await open(name());
    });
    afterEach(() => store.close());

    const subscribe = (after: Position | null, ...prefixes: string[]) =>
      store.subscribe(after, { signal: aborter.signal, ...(prefixes.length > 0 && { prefixes }) });
    const upTo = (position: Position) => (delivery: Delivery) => store.compare(delivery.position, position) >= 0;

    it('delivers what is there, then what comes, each with its position', async () => {
      const past = [anAppend(), anAppend()];
      const coming = [anAppend(), anAppend()];
      await store.append(past);
      let delivered = 0;
      const taken = until(subscribe(null), ({ kind }) => kind === 'event' && ++delivered === 4);
      for (const request of coming) await store.append([request]);
      const deliveries = await taken;
      expect(idsOf(deliveries)).toEqual([...past, ...coming].map(({ events }) => events[0]!.id));
      const all = await store.readAll(null, 10);
      expect(deliveries.filter(({ kind }) => kind === 'event')).toEqual(all.map((one) => ({ kind: 'event', ...one })));
    });

    it('begins strictly after the position given', async () => {
      await store.append([anAppend(), anAppend(), anAppend()]);
      const [, second, third] = await store.readAll(null, 3);
      const taken = await until(subscribe(second!.position), ({ kind }) => kind === 'event');
      expect(idsOf(taken)).toEqual([third!.event.id]);
    });

    it('misses nothing and repeats nothing while many write', async () => {
      const total = 600;
      let delivered = 0;
      const taken = until(subscribe(null), ({ kind }) => kind === 'event' && ++delivered === total);
      const writers = Array.from({ length: 12 }, async () => {
        for (let i = 0; i < total / 12; i++) await store.append([anAppend()]);
      });
      await Promise.all(writers);
      expect(idsOf(await taken)).toEqual((await store.readAll(null, total)).map(({ event }) => event.id));
    });

    it('delivers only streams with one of the prefixes', async () => {
      const [device, partner, order] = ['device-1', 'partner-1', 'order:p:1'].map((stream) => anAppend({ stream }));
      await store.append([device!, partner!, order!, anAppend({ stream: 'my-device-1' })]);
      const head = (await store.head())!;
      const taken = await until(subscribe(null, 'device-', 'order:'), upTo(head));
      expect(idsOf(taken)).toEqual([device!.events[0]!.id, order!.events[0]!.id]);
    });

    it('says how far it has looked, also when nothing matches', async () => {
      await store.append(Array.from({ length: 5 }, () => anAppend()));
      const head = (await store.head())!;
      expect(await until(subscribe(null, 'partner-'), upTo(head))).toEqual([{ kind: 'checkpoint', position: head }]);
    });

    it('says so live as well', async () => {
      const taken = until(subscribe(null, 'partner-'), () => true);
      await store.append([anAppend()]);
      expect(await taken).toEqual([{ kind: 'checkpoint', position: await store.head() }]);
    });

    it('ends when it is aborted, before, while waiting and between deliveries', async () => {
      const never = until(subscribe(null), () => false);
      aborter.abort();
      expect(await never).toEqual([]);
      expect(await until(subscribe(null), () => false)).toEqual([]);
      await store.append([anAppend(), anAppend()]);
      aborter = new AbortController();
      const signal = aborter;
      const taken = await until(subscribe(null), () => {
        signal.abort();
        return false;
      });
      expect(taken).toHaveLength(1);
    });

    it('goes at the pace of its reader', async () => {
      await store.append(Array.from({ length: 3 }, () => anAppend()));
      const reader = subscribe(null)[Symbol.asyncIterator]();
      await reader.next();
      await store.append([anAppend()]);
      const rest = [await reader.next(), await reader.next(), await reader.next(), await reader.next()];
      expect(rest.filter(({ value }) => value?.kind === 'event')).toHaveLength(3);
      await reader.return?.();
    });

    it('ends when the store is closed', async () => {
      const never = until(subscribe(null), () => false);
      await store.close();
      expect(await never).toEqual([]);
    });
  });
}
