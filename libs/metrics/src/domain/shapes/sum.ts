import { Rational } from '#kernel';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { groupKey, isEmpty, tally } from '../tally.js';

/** The measure `amount` itself, in units of `per` smallest units; `count`, if read, is what it rests on. */
export const sum =
  ({ columns, per = 1 }: { columns: Columns; per?: number }) =>
  (question: Question, tables: Tables): Figure[] => {
    const counts = tally(tables.count ?? tables.amount ?? [], question.by, question, columns);
    return [...tally(tables.amount ?? [], question.by, question, columns).values()]
      .filter((group) => !isEmpty(group))
      .map(({ dimensions, period, amount }) => {
        const counted = counts.get(groupKey(dimensions, period));
        const value = new Rational(amount).div(per);
        const known = counted?.amount ?? 0n;
        const pending = counted?.pending ?? 0n;
        return { dimensions, period, value, numerator: value, denominator: null, known, pending, unknown: [] };
      });
  };
