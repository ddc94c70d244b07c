import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

/** Reports about identifiers of one run, by their numbers, spread over calls that run at the same time. */
const lists = fc.array(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }), { minLength: 2, maxLength: 8 });
const callOf = fc.array(fc.nat({ max: 3 }), { minLength: 8, maxLength: 8 });

describe('reports that arrive at the same time', () => {
  let bench: RecorderBench;
  let run = 0;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  const submit = async (reports: readonly number[][], calls: readonly number[]) => {
    run += 1;
    const name = (index: number) => `serial:maker-${index}:RUN-${run}`;
    const grouped = new Map<number, object[]>();
    for (const [at, identifiers] of reports.entries()) {
      const call = calls[at] ?? 0;
      const report = {
        device: identifiers.map(name),
        type: 'LockStateObserved',
        occurredAt: `2026-03-05T10:15:0${at}Z`,
        reference: `run-${run}-${at}`,
        data: { kind: 'sim', state: 'unlocked' },
      };
      grouped.set(call, [...(grouped.get(call) ?? []), report]);
    }
    const outcomes = (await Promise.all([...grouped.values()].map((group) => bench.record('refurb', ...group)))).flat();
    const keys = [0, 1, 2, 3].map((index) => ({ scope: 'identifier' as const, key: name(index) }));
    return { outcomes, holders: new Set((await bench.store.holders(keys)).values()) };
  };

  it('and name one set of identifiers in any order make one device', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), { minLength: 2, maxLength: 8 }),
        callOf,
        async (reports, calls) => {
          const { outcomes, holders } = await submit(reports, calls);
          expect(outcomes.map(({ status }) => status)).toEqual(reports.map(() => 201));
          expect(new Set(outcomes.map(bench.deviceOf)).size).toBe(1);
          expect(outcomes.filter((one) => one.outcome === 'recorded' && one.answer.deviceCreated)).toHaveLength(1);
          expect(holders.size).toBe(1);
        },
      ),
      { numRuns: 25 },
    ));

  it('and name overlapping sets make no device that no identifier leads to', () =>
    fc.assert(
      fc.asyncProperty(lists, callOf, async (reports, calls) => {
        const { outcomes, holders } = await submit(reports, calls);
        expect(outcomes.map(({ status }) => status)).toEqual(reports.map(() => 201));
        const opened = outcomes.filter((one) => one.outcome === 'recorded' && one.answer.deviceCreated);
        expect(new Set(outcomes.map(bench.deviceOf))).toEqual(holders);
        expect(opened).toHaveLength(holders.size);
      }),
      { numRuns: 25 },
    ));
});
