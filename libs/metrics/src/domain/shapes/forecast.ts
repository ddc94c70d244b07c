import { Rational } from '#kernel';
import type { Dimensions } from '#projections/domain';
import type { Figure } from '../figure.js';
import { type Lifetimes, wasteByAge } from '../formulas/waste-forecast.js';
import type { Columns, Question, Tables } from '../metric.js';
import { groupKey, tally } from '../tally.js';
import { WASTE_SCENARIO } from '../waste-scenario.js';

const { edition, central, sooner, later, horizonYears } = WASTE_SCENARIO;
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
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
        const year = first + index;
        const sold = years.filter((one) => one.year <= year);
        const under = (lifetimes: Lifetimes) => wasteIn(year, sold, lifetimes);
        const all = [central, sooner, later].map(under);
        const value = under(central);
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
          known: sold.reduce((sum, { devices }) => sum + devices, 0n),
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

/** The years that were asked for, else from the first sale to so many after the evaluation day or the last sale. */
function span({ from, to, evaluationDay }: Question, years: Sales['years']): [number, number] {
  const sold = years.map(({ year }) => year);
  const now = evaluationDay === undefined ? Math.max(...sold) : Number(evaluationDay.slice(0, 4));
  const yearOf = (month: string | undefined) => (month === undefined ? undefined : Number(month.slice(0, 4)));
  return [yearOf(from) ?? Math.min(...sold), yearOf(to) ?? now + horizonYears];
}

function wasteIn(year: number, sold: Sales['years'], lifetimes: Lifetimes): Rational {
  const milligrams = sold.reduce((sum, { year: sale, mass }) => {
    const byAge = wasteByAge(Number(mass), lifetimes, year - sale + 1);
    return sum + (byAge.at(-1) ?? 0);
  }, 0);
  return new Rational(BigInt(Math.round(milligrams))).div(MILLIGRAMS);
}
