import { Rational } from '#kernel';
import type { Figure } from '../figure.js';
import { serialMatch } from '../formulas/serial-match.js';
import type { Columns, Question, Tables } from '../metric.js';
import { groupKey, tally, without } from '../tally.js';

interface Lists {
  dimensions: Record<string, string>;
  period: string;
  matched: bigint;
  listed: bigint;
  received: bigint;
  pending: bigint;
}

/** Units both listed and received over the longer of the two lists of the group. */
export const matchRate =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const groups = new Map<string, Lists>();
    const names = [...new Set([...question.by, 'listed', 'received'])];
    for (const { dimensions: all, period, amount, pending } of tally(
      tables.count ?? [],
      names,
      question,
      columns,
    ).values()) {
      const dimensions = without(all, 'listed', 'received');
      const key = groupKey(dimensions, period);
      const { listed, received, matched, ...group } = groups.get(key) ?? {
        dimensions,
        period,
        matched: 0n,
        listed: 0n,
        received: 0n,
        pending: 0n,
      };
      const [isListed, isReceived] = [all.listed === 'yes', all.received === 'yes'];
      groups.set(key, {
        ...group,
        matched: matched + (isListed && isReceived ? amount : 0n),
        listed: listed + (isListed ? amount : 0n),
        received: received + (isReceived ? amount : 0n),
        pending: group.pending + pending,
      });
    }
    return [...groups.values()].map(figureOf);
  };

function figureOf({ dimensions, period, matched, listed, received, pending }: Lists): Figure {
  const value = serialMatch(matched, listed, received) ?? null;
  const longer = listed > received ? listed : received;
  return {
    dimensions,
    period,
    value,
    numerator: value === null ? null : new Rational(matched),
    denominator: value === null ? null : new Rational(longer),
    known: longer,
    pending,
    unknown: [],
  };
}
