import { Rational } from '#kernel';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { groupKey, tally, without } from '../tally.js';

/** Percentiles that are served: name to the share of the count at or below. */
export const STATISTICS: Readonly<Record<string, number>> = { p50: 50, p90: 90 };

export type Histogram = ReadonlyMap<bigint, bigint>;

/** Nearest rank: the smallest value with at least `percent` of the count at or below it. `undefined` if empty. */
export function nearestRank(histogram: Histogram, percent: number): { rank: bigint; value: bigint } | undefined {
  const total = [...histogram.values()].reduce((sum, count) => sum + count, 0n);
  if (total <= 0n) return undefined;
  const rank = (total * BigInt(percent) + 99n) / 100n;
  let seen = 0n;
  for (const [value, count] of [...histogram].sort(([a], [b]) => (a < b ? -1 : 1))) {
    seen += count;
    if (seen >= rank) return { rank, value };
  }
  return undefined;
}

/** Percentiles of the exact histogram that `bucket` (a whole number as text) makes of `count`. */
export const percentile =
  ({ columns, bucket }: { columns: Columns; bucket: string }) =>
  (question: Question, tables: Tables): Figure[] => {
    const names = [...question.by.filter((name) => name !== 'statistic'), bucket];
    const groups = new Map<
      string,
      { dimensions: Record<string, string>; period: string; histogram: Map<bigint, bigint> }
    >();
    for (const { dimensions, period, amount } of tally(tables.count ?? [], names, question, columns).values()) {
      const rest = without(dimensions, bucket);
      const key = groupKey(rest, period);
      const group = groups.get(key) ?? { dimensions: rest, period, histogram: new Map<bigint, bigint>() };
      const value = BigInt(dimensions[bucket] ?? '0');
      group.histogram.set(value, (group.histogram.get(value) ?? 0n) + amount);
      groups.set(key, group);
    }
    const wanted = question.where.statistic;
    const statistics = Object.entries(STATISTICS).filter(([name]) => wanted === undefined || wanted.includes(name));
    return [...groups.values()].flatMap(({ dimensions, period, histogram }) =>
      statistics.flatMap(([statistic, percent]) => {
        const found = nearestRank(histogram, percent);
        if (found === undefined) return [];
        const known = [...histogram.values()].reduce((sum, count) => sum + count, 0n);
        return {
          dimensions: { ...dimensions, statistic },
          period,
          value: new Rational(found.value),
          numerator: new Rational(found.rank),
          denominator: new Rational(known),
          known,
          pending: 0n,
          unknown: [],
        };
      }),
    );
  };
