import { yearsOfSeconds } from '#impact/domain';
import { Rational } from '#kernel';
import type { Dimensions } from '#projections/domain';
import { averageLifetime, LIFETIMES_ASSUMPTION } from '../average-lifetime.js';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { groupKey, type Tally, tally, without } from '../tally.js';

/** Use of a group in years, beside the years that are usual for such devices. */
export interface Lifetimes {
  dimensions: Dimensions;
  period: string;
  devices: bigint;
  used: Rational;
  usual: Rational;
  /** Devices of categories without an average lifetime: in none of the other numbers. */
  incomparable: bigint;
  /** Keys of the parts by category that are in. */
  parts: Set<string>;
}

/** Sums `use` and `count` over the categories that have an average lifetime. */
export function lifetimesOf(question: Question, tables: Tables, by: readonly string[], columns: Columns): Lifetimes[] {
  const names = [...new Set([...by, 'category'])];
  const uses = tally(tables.use ?? [], names, question, columns);
  const groups = new Map<string, Lifetimes>();
  for (const [key, part] of tally(tables.count ?? [], names, question, columns)) {
    const dimensions = by.includes('category') ? part.dimensions : without(part.dimensions, 'category');
    const group = groupKey(dimensions, part.period);
    const before = groups.get(group) ?? nothing(dimensions, part);
    groups.set(group, withPart(before, key, part, uses.get(key)?.amount ?? 0n));
  }
  return [...groups.values()];
}

const nothing = (dimensions: Dimensions, { period }: Tally): Lifetimes => ({
  dimensions,
  period,
  devices: 0n,
  used: new Rational(0),
  usual: new Rational(0),
  incomparable: 0n,
  parts: new Set(),
});

function withPart(group: Lifetimes, key: string, { amount, dimensions }: Tally, seconds: bigint): Lifetimes {
  const average = averageLifetime(dimensions.category);
  if (average === undefined) return { ...group, incomparable: group.incomparable + amount };
  return {
    ...group,
    devices: group.devices + amount,
    used: group.used.add(yearsOfSeconds(seconds)),
    usual: group.usual.add(new Rational(amount).mul(average)),
    parts: group.parts.add(key),
  };
}

export const withoutAverage = ({ incomparable: count }: Lifetimes) =>
  count === 0n ? [] : [{ reason: 'no-average-lifetime', count }];

/** ISO 59020: years of use over the years that are usual, both summed over the group. */
export const lifetimeRatio =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] =>
    lifetimesOf(question, tables, question.by, columns).map((group) => {
      const known = group.devices > 0n;
      return {
        dimensions: group.dimensions,
        period: group.period,
        value: known ? group.used.div(group.usual) : null,
        numerator: known ? group.used : null,
        denominator: known ? group.usual : null,
        assumptions: [LIFETIMES_ASSUMPTION],
        known: group.devices,
        pending: 0n,
        unknown: withoutAverage(group),
      };
    });
