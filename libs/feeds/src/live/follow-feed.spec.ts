import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FeedPosition } from '../domain/index.js';
import { at, Counting, turn } from '../testing/counting-source.js';
import { FellBehind, followFeed } from './follow-feed.js';
import { LiveFeed } from './live-feed.js';

/** Reads until it has the last step; comes back from its last place when it fell behind. */
async function follower(live: LiveFeed, from: number | 'now', pace: () => number, last: Promise<number>) {
  const ending = new AbortController();
  const ring = await live.join();
  const got: string[] = [];
  let place: FeedPosition | null | 'now' = from === 'now' ? ring.reached : from === 0 ? null : at(from);
  const began = Number(place?.position ?? 0);
  let end: number | undefined;
  void last.then((number) => {
    end = number;
    if (Number((place as FeedPosition | null)?.position ?? 0) >= number) ending.abort();
  });
  while (!ending.signal.aborted) {
    try {
      for await (const steps of followFeed({ ring, source: live.source }, place, ending.signal)) {
        for (const { messages } of steps) got.push(...messages.map(({ message }) => message.id));
        place = steps.at(-1)?.reached ?? place;
        if (end !== undefined && Number((place as FeedPosition | null)?.position ?? 0) >= end) ending.abort();
        for (let turns = pace(); turns > 0; turns -= 1) await turn();
      }
    } catch (error) {
      if (!(error instanceof FellBehind)) throw error;
    }
  }
  await live.leave();
  return { got, began };
}

/** Numbers drawn beforehand, over and over: the same in every run. */
const cycling = (numbers: readonly number[]) => {
  let at = 0;
  return () => numbers[at++ % numbers.length] ?? 0;
};
const paces = fc.array(fc.nat(3), { minLength: 1, maxLength: 12 });

describe('who follows a feed', () => {
  it('misses nothing and gets nothing twice, wherever it begins and however fast everybody is', async () => {
    const acts = fc.array(fc.oneof(fc.nat(3), fc.constantFrom('now' as const, 'start' as const, 'resume' as const)), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(acts, paces, paces, fc.nat(3), async (all, reading, pace, ringSteps) => {
        const source = new Counting(cycling(reading));
        const trouble: unknown[] = [];
        const limits = { steps: ringSteps + 1, bytes: 1_000_000 };
        const live = new LiveFeed(source, (error) => trouble.push(error), limits);
        const last = Promise.withResolvers<number>();
        const followers: ReturnType<typeof follower>[] = [];
        for (const act of all) {
          if (typeof act === 'number') source.append(act);
          else {
            const from = act === 'start' ? 0 : act === 'now' ? 'now' : Math.floor(source.steps.length / 2);
            followers.push(follower(live, from, cycling(pace), last.promise));
          }
          for (let turns = act === 1 ? 3 : 0; turns > 0; turns -= 1) await turn();
        }
        source.append(1);
        last.resolve(source.steps.length);
        for (const { got, began } of await Promise.all(followers)) expect(got).toEqual(source.idsAfter(began));
        expect(trouble).toEqual([]);
        while (source.readings > 0) await turn();
      }),
      { numRuns: 150 },
    );
  });

  it('shares one reading of the feed with all others, once it has caught up', async () => {
    const source = new Counting(() => 0);
    for (let count = 0; count < 50; count += 1) source.append(1);
    const live = new LiveFeed(source, () => undefined);
    const last = Promise.withResolvers<number>();
    const followers = Array.from({ length: 100 }, (_, index) =>
      follower(live, index % 2 === 0 ? 'now' : 10, () => 0, last.promise),
    );
    while (source.readings !== 1) await turn();
    source.append(1);
    last.resolve(51);
    const all = await Promise.all(followers);
    expect(all[0]?.got).toEqual(['51.0']);
    expect(all[1]?.got).toHaveLength(41);
    while (source.readings > 0) await turn();
  });
});
