import { Rational } from '#kernel';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { groupKey, isEmpty, tally } from '../tally.js';

/** One measure over another, both in units of `per` smallest units; `count` is what the denominator rests on. */
export const quotient =
  ({ columns, per = 1 }: { columns: Columns; per?: number }) =>
  (question: Question, tables: Tables): Figure[] => {
    const numerators = tally(tables.numerator ?? [], question.by, question, columns);
    const counts = tally(tables.count ?? [], question.by, question, columns);
    return [...tally(tables.denominator ?? [], question.by, question, columns).entries()]
      .filter(([, group]) => !isEmpty(group))
      .map(([key, { dimensions, period, amount, pending }]) => {
        const numerator = numerators.get(key)?.amount ?? 0n;
        return {
          dimensions,
          period,
          value: amount === 0n ? null : new Rational(numerator).div(amount),
          numerator: new Rational(numerator).div(per),
          denominator: new Rational(amount).div(per),
          known: counts.get(groupKey(dimensions, period))?.amount ?? 0n,
          pending,
          unknown: [],
        };
      });
  };
