import { Rational } from '#kernel';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { groupKey, isEmpty, type Tally, tally, without } from '../tally.js';

/**
 * Share of a count by one of its dimensions: of the `focus` values together, or of each value where the question is
 * broken down by that dimension. The denominator is the whole count of the rest of the group; a filter on the dimension
 * selects shares and leaves the whole as it is.
 */
export const share =
  ({ columns, over, focus = [] }: { columns: Columns; over: string; focus?: readonly string[] }) =>
  (question: Question, tables: Tables): Figure[] => {
    const each = question.by.includes(over);
    const selected = question.where[over];
    const isSelected = (value: string | undefined) => selected === undefined || selected.includes(value ?? null);
    const inFocus = (value: string | undefined) =>
      selected === undefined ? focus.includes(value ?? '') : isSelected(value);
    const parts = [...tally(tables.count ?? [], [...new Set([...question.by, over])], question, columns).values()];
    const wholes = new Map<string, Tally>();
    const focused = new Map<string, bigint>();
    for (const part of parts) {
      const { period } = part;
      const dimensions = without(part.dimensions, over);
      const key = groupKey(dimensions, period);
      const whole = wholes.get(key) ?? { dimensions, period, amount: 0n, pending: 0n };
      wholes.set(key, {
        ...whole,
        amount: whole.amount + part.amount,
        pending: whole.pending + part.pending,
      });
      if (inFocus(part.dimensions[over])) focused.set(key, (focused.get(key) ?? 0n) + part.amount);
    }
    if (!each)
      return [...wholes.entries()]
        .filter(([, whole]) => !isEmpty(whole))
        .map(([key, whole]) => ratio(whole, focused.get(key) ?? 0n, whole.amount));
    return parts
      .filter((part) => !isEmpty(part) && isSelected(part.dimensions[over]))
      .map((part) => {
        const whole = wholes.get(groupKey(without(part.dimensions, over), part.period));
        return ratio(part, part.amount, whole?.amount ?? 0n);
      });
  };

function ratio({ dimensions, period, pending }: Tally, numerator: bigint, denominator: bigint): Figure {
  return {
    dimensions,
    period,
    value: denominator === 0n ? null : new Rational(numerator).div(denominator),
    numerator: new Rational(numerator),
    denominator: new Rational(denominator),
    known: denominator,
    pending,
    unknown: [],
  };
}
