import { Rational } from '#kernel';
import type { Dimensions, MeasureRow } from '#projections/domain';
import type { Figure } from '../figure.js';
import type { FirstFor } from '../measures/lives.js';
import type { Columns, Question, Tables } from '../metric.js';
import { nextMonth, periodOf } from '../period.js';
import { dimensionsOf, groupKey } from '../tally.js';

interface Stock {
  lives: bigint;
  devices: bigint;
  inferred: bigint;
  pending: bigint;
}

/** Lives per device as known at the end of each period: a stock, so both sides count from the beginning. */
export const livesPerDevice =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const first = firstFor(question);
    const groups = new Map<string, { dimensions: Dimensions; changes: Map<string, Stock> }>();
    for (const row of tables.count ?? []) {
      const dimensions = dimensionsOf(row.dimensions, question.by, columns);
      const key = groupKey(dimensions, '');
      const group = groups.get(key) ?? { dimensions, changes: new Map<string, Stock>() };
      const period = periodOf(row.period, question.period);
      group.changes.set(period, added(group.changes.get(period), row, first));
      groups.set(key, group);
    }
    return [...groups.values()].flatMap(({ dimensions, changes }) =>
      periodsOf(question, tables.count ?? []).flatMap((period) => figure(dimensions, period, changes)),
    );
  };

/** Every period from the first asked for, or known of, to the last: a stock is there even where nothing happened. */
function periodsOf({ from, to, evaluationDay, period }: Question, rows: readonly MeasureRow[]): string[] {
  const months = rows.map((row) => row.period).sort();
  const last = to ?? evaluationDay?.slice(0, 7) ?? months.at(-1) ?? '';
  const periods = new Set<string>();
  for (let month = from ?? months[0] ?? '9999-99'; month <= last; month = nextMonth(month)) {
    periods.add(periodOf(month, period));
  }
  return [...periods];
}

/** Which lives are a device's first one in the groups that were asked for. */
export function firstFor({ by, where }: Pick<Question, 'by' | 'where'>): readonly FirstFor[] {
  const cut = (name: string) => by.includes(name) || where[name] !== undefined;
  const [seller, country] = [cut('partner'), cut('country')];
  if (seller && country) return ['network', 'seller-and-country', 'seller', 'country', 'pair'];
  if (seller) return ['network', 'seller-and-country', 'seller'];
  return country ? ['network', 'seller-and-country', 'country'] : ['network'];
}

function added(before: Stock | undefined, row: MeasureRow, first: readonly FirstFor[]): Stock {
  const { lives, devices, inferred, pending } = before ?? { lives: 0n, devices: 0n, inferred: 0n, pending: 0n };
  const isFirst = (first as readonly (string | undefined)[]).includes(row.dimensions.firstFor);
  return {
    lives: lives + row.amount,
    devices: devices + (isFirst ? row.amount : 0n),
    inferred: inferred + (row.dimensions.observation === 'inferred' ? row.amount : 0n),
    pending: pending + row.pending,
  };
}

function figure(dimensions: Dimensions, period: string, changes: ReadonlyMap<string, Stock>): Figure[] {
  const stock = { lives: 0n, devices: 0n, inferred: 0n };
  for (const [label, change] of changes) {
    if (label > period) continue;
    stock.lives += change.lives;
    stock.devices += change.devices;
    stock.inferred += change.inferred;
  }
  const pending = changes.get(period)?.pending ?? 0n;
  if (stock.devices === 0n && pending === 0n) return [];
  return [
    {
      dimensions,
      period,
      value: stock.devices === 0n ? null : new Rational(stock.lives).div(stock.devices),
      numerator: new Rational(stock.lives),
      denominator: new Rational(stock.devices),
      assumptions: stock.inferred > 0n ? [`${stock.inferred} of the lives are inferred`] : [],
      known: stock.devices,
      pending,
      unknown: [],
    },
  ];
}
