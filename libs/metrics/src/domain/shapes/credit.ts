import { type Estimate, INDICATOR_UNITS, INDICATORS, type Indicator, isUnknown, type Unknown } from '#impact/domain';
import { Rational } from '#kernel';
import type { Dimensions } from '#projections/domain';
import type { Figure, Reason } from '../figure.js';
import type { Question } from '../metric.js';
import { groupKey, without } from '../tally.js';

/** Use or lives of one category in one group: factors are given per category. */
export interface Creditable {
  dimensions: Dimensions;
  period: string;
  /** What the factor multiplies: years, or lives. */
  quantity: Rational;
  lives: bigint;
  pending: bigint;
  /** Why these lives could not be judged at all. */
  unjudged?: string;
}

type Valued = (entry: Creditable, category: string | undefined, indicator: Indicator) => Estimate | Unknown;

/** The indicators that were asked for. */
export const indicatorsOf = ({ where }: Question): readonly Indicator[] =>
  INDICATORS.filter((indicator) => where.indicator === undefined || where.indicator.includes(indicator));

/**
 * Factors applied category by category and then summed; lives without a factor are an unknown of the figure. The
 * assumption about displacement, and its bounds, come with every value.
 */
export function credited(question: Question, entries: readonly Creditable[], valued: Valued): Figure[] {
  const figures = indicatorsOf(question).flatMap((indicator) => {
    const groups = new Map<string, Figure>();
    for (const entry of entries) {
      const shown = question.by.includes('category') ? entry.dimensions : without(entry.dimensions, 'category');
      const dimensions = { ...shown, indicator };
      const key = groupKey(dimensions, entry.period);
      const figure = groups.get(key) ?? nothing(dimensions, entry.period, INDICATOR_UNITS[indicator]);
      const { unjudged } = entry;
      const answer =
        unjudged === undefined ? valued(entry, entry.dimensions.category, indicator) : { unknown: unjudged };
      groups.set(key, add(figure, entry, answer));
    }
    return [...groups.values()];
  });
  return figures.filter(({ known, pending, unknown }) => known > 0n || pending > 0n || unknown.length > 0);
}

function add(figure: Figure, { quantity, lives, pending }: Creditable, answer: Estimate | Unknown): Figure {
  if (isUnknown(answer)) {
    const count = lives + pending;
    return count === 0n
      ? figure
      : { ...figure, unknown: withReason(figure.unknown, { reason: answer.unknown, count }) };
  }
  const plus = (before: Rational | null | undefined, more: Rational) => (before ?? new Rational(0)).add(more);
  return {
    ...figure,
    value: plus(figure.value, answer.central),
    lower: plus(figure.lower, answer.lower),
    upper: plus(figure.upper, answer.upper),
    numerator: plus(figure.numerator, quantity),
    known: figure.known + lives,
    pending: figure.pending + pending,
  };
}

const nothing = (dimensions: Dimensions, period: string, unit: string): Figure => ({
  dimensions,
  period,
  value: null,
  numerator: null,
  denominator: null,
  unit,
  known: 0n,
  pending: 0n,
  unknown: [],
});

function withReason(reasons: readonly Reason[], { reason, count }: Reason): Reason[] {
  const before = reasons.find((one) => one.reason === reason)?.count ?? 0n;
  return [...reasons.filter((one) => one.reason !== reason), { reason, count: before + count }];
}

/** Printed with every avoided value. */
export const DISPLACEMENT_ASSUMPTION =
  'displacement 1 (every credited life replaces a new device); lower bound: none does';
