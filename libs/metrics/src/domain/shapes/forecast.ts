import { Rational } from '#kernel';
import type { Dimensions } from '#projections/domain';
import type { Figure } from '../figure.js';
import { type Lifetimes, wasteByAge } from '../formulas/waste-forecast.js';
import type { Columns, Question, Tables } from '../metric.js';
import { groupKey, tally } from '../tally.js';
import { WASTE_SCENARIO } from '../waste-scenario.js';

const { edition, central, sooner, later, horizonYears, yearsMax } = WASTE_SCENARIO;
const MILLIGRAMS = 1_000_000;

interface Sales {
  dimensions: Dimensions;
  years: { year: number; mass: bigint; devices: bigint }[];
}

/** Mass that would become waste in each year if what was sold lived as the scenario says: no observation. */
export const wasteScenario =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] =>
    salesOf(question, tables, columns).flatMap(({ dimensions, years }) => {
      const [first, last] = span(question, years);
      const expected = wasteIn(years, last, central);
      const bounds = [sooner, later].map((lifetimes) => wasteIn(years, last, lifetimes));
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
        const year = first + index;
        const value = expected(year);
        const all = [value, ...bounds.map((waste) => waste(year))];
        return {
          dimensions,
          period: String(year),
          value,
          numerator: value,
          denominator: null,
          lower: all.reduce((least, one) => (one.lt(least) ? one : least)),
          upper: all.reduce((most, one) => (one.gt(most) ? one : most)),
          assumptions: [
            `scenario ${edition}, no observation: Weibull, shape ${central.shape}, scale ${central.scale} years (bounds: ${sooner.scale} and ${later.scale}), unconfirmed`,
          ],
          known: years.reduce((sum, sold) => (sold.year <= year ? sum + sold.devices : sum), 0n),
          pending: 0n,
          unknown: [],
        };
      }).filter(({ known }) => known > 0n);
    });

function salesOf(question: Question, tables: Tables, columns: Columns): Sales[] {
  const yearly = { period: 'year' } as const;
  const devices = tally(tables.count ?? [], question.by, yearly, columns);
  const groups = new Map<string, Sales>();
  for (const [key, { dimensions, period, amount }] of tally(tables.sold ?? [], question.by, yearly, columns)) {
    const group = groups.get(groupKey(dimensions, '')) ?? { dimensions, years: [] };
    group.years.push({ year: Number(period), mass: amount, devices: devices.get(key)?.amount ?? 0n });
    groups.set(groupKey(dimensions, ''), group);
  }
  return [...groups.values()];
}

/**
 * The years that were asked for, else from the first sale to so many after the evaluation day or the last sale; none
 * before the first sale, nor long after the last.
 */
function span({ from, to, evaluationDay }: Question, years: Sales['years']): [number, number] {
  const sold = years.map(({ year }) => year);
  const [first, last] = [Math.min(...sold), Math.max(...sold)];
  const now = evaluationDay === undefined ? last : Number(evaluationDay.slice(0, 4));
  const yearOf = (month: string | undefined) => (month === undefined ? undefined : Number(month.slice(0, 4)));
  return [Math.max(yearOf(from) ?? first, first), Math.min(yearOf(to) ?? now + horizonYears, last + yearsMax)];
}

/** Waste of each year until the last one. */
function wasteIn(sold: Sales['years'], last: number, lifetimes: Lifetimes): (year: number) => Rational {
  const milligrams = new Map<number, number>();
  for (const { year: sale, mass } of sold) {
    wasteByAge(Number(mass), lifetimes, Math.max(0, last - sale + 1)).forEach((waste, age) => {
      milligrams.set(sale + age, (milligrams.get(sale + age) ?? 0) + waste);
    });
  }
  return (year) => new Rational(BigInt(Math.round(milligrams.get(year) ?? 0))).div(MILLIGRAMS);
}
