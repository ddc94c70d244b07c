import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { factorSets } from '#impact/domain';
import { type Day, dayOf, MICROS_PER_DAY, MICROS_PER_SECOND, startOfDay } from '#kernel';
import { aJourney, aLife, at, MemoryMeasures } from '../../testing/index.js';
import { evaluate, readings } from '../evaluate.js';
import { lifeExtension } from '../metrics/life-extension.js';
import { monthsOf, PERIODS, type Period, secondsOf } from '../period.js';

const FIRST = at('2024-01-01');
const [factorSet] = factorSets;

interface Use {
  start: number;
  length: number | undefined;
  away: [after: number, length: number] | undefined;
}

const seconds = (most: number) => fc.integer({ min: 0, max: most });
const YEAR = 31_536_000;
const use = fc.record<Use>({
  start: seconds(YEAR),
  length: fc.option(seconds(YEAR), { nil: undefined }),
  away: fc.option(fc.tuple(seconds(YEAR), seconds(YEAR)), { nil: undefined }),
});

const from = (second: number) => FIRST + second * MICROS_PER_SECOND;

function lived({ start, length, away }: Use) {
  const opened = from(start);
  const pauses = away === undefined ? [] : [{ from: from(start + away[0]), until: from(start + away[0] + away[1]) }];
  const story = { openedAt: opened, pauses, ...(length === undefined ? {} : { closedAt: from(start + length) }) };
  return aJourney({ lives: [aLife(1, '2020-01-01', '2020-01-31'), aLife(2, '2024-01-01', dayOf(opened), story)] });
}

/** Seconds of use inside a stretch of time, reckoned life by life. */
function within({ start, length, away }: Use, begin: number, end: number): number {
  const stop = length === undefined ? end : from(start + length);
  const overlap = (a: number, b: number) => Math.max(0, Math.min(b, stop, end) - Math.max(a, from(start), begin));
  const absent = away === undefined ? 0 : overlap(from(start + away[0]), from(start + away[0] + away[1]));
  return (overlap(begin, end) - absent) / MICROS_PER_SECOND;
}

async function answered(uses: readonly Use[], evaluationDay: Day, period: Period): Promise<Map<string, number>> {
  if (factorSet === undefined) throw new Error('There is no factor set.');
  const measures = new MemoryMeasures(uses.map(lived), evaluationDay);
  const question = { by: [], where: {}, period, evaluationDay, factorSet };
  const queries = Object.entries(readings(lifeExtension, question));
  const tables = await Promise.all(queries.map(async ([name, query]) => [name, await measures.read(query)] as const));
  const figures = evaluate(lifeExtension, question, Object.fromEntries(tables));
  return new Map(
    figures.filter(({ value }) => value !== null).map((each) => [each.period, each.numerator?.valueOf() ?? 0]),
  );
}

describe('use per period', () => {
  it('is what the lives were in use in it, to the second, until the evaluation day', async () => {
    const days = fc.integer({ min: 0, max: 1_000 }).map((day) => dayOf(FIRST + day * MICROS_PER_DAY));
    await fc.assert(
      fc.asyncProperty(
        fc.array(use, { maxLength: 6 }),
        days,
        fc.constantFrom(...PERIODS),
        async (uses, day, period) => {
          const found = await answered(uses, day, period);
          const end = startOfDay(day) + MICROS_PER_DAY;
          const due = uses.filter(({ start }) => from(start) < end);
          for (const [label, total] of found) {
            const months = monthsOf(label);
            const begin = startOfDay(`${months[0]}-01`);
            const stop =
              months.reduce((sum, month) => sum + Number(secondsOf(month, '9999-12-31')), 0) * MICROS_PER_SECOND;
            const expected = due.reduce((sum, one) => sum + within(one, begin, Math.min(begin + stop, end)), 0);
            expect([label, total]).toEqual([label, expected]);
          }
          const all = due.reduce((sum, one) => sum + within(one, FIRST, Math.max(FIRST, end)), 0);
          expect([...found.values()].reduce((sum, total) => sum + total, 0)).toBe(all);
        },
      ),
      { numRuns: 150 },
    );
  });
});
