import {
  type AvoidedTotal,
  displaced,
  type FactorSet,
  INDICATOR_UNITS,
  INDICATORS,
  type Indicator,
  isAbsolute,
  isUnknown,
  type Unknown,
} from '#impact/domain';
import { Rational } from '#kernel';
import type { Dimensions } from '#projections/domain';
import type { Figure, Reason } from '../figure.js';
import type { Question } from '../metric.js';
import { groupKey, without } from '../tally.js';
import { APART } from './reuse.js';

/** Use or lives of one kind of device in one group: factors are given per category or model. */
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

type Valued = (entry: Creditable, indicator: Indicator) => AvoidedTotal | Unknown;

/** The indicators that were asked for. */
export const indicatorsOf = ({ where }: Question): readonly Indicator[] =>
  INDICATORS.filter((indicator) => where.indicator === undefined || where.indicator.includes(indicator));

/**
 * Factors applied kind by kind and then summed; lives without a factor are an unknown of the figure. Displacement
 * multiplies the sum: it is one assumption about all of it.
 */
export function credited(question: Question, entries: readonly Creditable[], valued: Valued): Figure[] {
  const hidden = APART.filter((name) => !question.by.includes(name));
  const figures = indicatorsOf(question).flatMap((indicator) => {
    const groups = new Map<string, Figure>();
    for (const entry of entries) {
      const dimensions = { ...without(entry.dimensions, ...hidden), indicator };
      const key = groupKey(dimensions, entry.period);
      const figure = groups.get(key) ?? nothing(dimensions, entry.period, INDICATOR_UNITS[indicator]);
      const { unjudged } = entry;
      const answer = unjudged === undefined ? valued(entry, indicator) : { unknown: unjudged };
      groups.set(key, add(figure, entry, answer));
    }
    return [...groups.values()];
  });
  return figures
    .filter(({ known, pending, unknown }) => known > 0n || pending > 0n || unknown.length > 0)
    .map((figure) => withDisplacement(figure, question));
}

function add(figure: Figure, { quantity, lives, pending }: Creditable, answer: AvoidedTotal | Unknown): Figure {
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

function withDisplacement(figure: Figure, { displacement }: Question): Figure {
  const { value, lower, upper } = figure;
  if (value === null || lower === undefined || upper === undefined) return figure;
  const { central, ...bounds } = displaced({ lower, central: value, upper }, displacement);
  return { ...figure, value: central, ...bounds };
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
export const displacementAssumption = ({ displacement }: Question): string =>
  displacement === undefined
    ? 'displacement 1 (every credited life replaces a new device); lower bound: none does'
    : `displacement ${displacement.central}, as asked (that share of credited lives replaces a new device); bounds: ${shareText(displacement.lower)}, ${shareText(displacement.upper)}`;

const shareText = (share: string): string => (share === '0' ? 'none does' : share === '1' ? 'every one does' : share);

/** Figures of what refurbishing takes that nobody could look up are not told as if somebody had. */
export function intensityAssumption(factorSet: FactorSet, indicator: string | undefined): string[] {
  if (!isAbsolute(factorSet)) return [];
  const unconfirmed = (factorSet.intensities ?? []).filter(
    (one) => one.indicator === indicator && one.confirmation === 'unconfirmed',
  );
  const kinds = [...new Set(unconfirmed.map(({ kind }) => kind))].sort();
  return kinds.length === 0 ? [] : [`impact per unit of ${kinds.join(', ')} of the factor set (unconfirmed)`];
}
