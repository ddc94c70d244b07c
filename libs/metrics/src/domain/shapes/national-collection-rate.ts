import { Rational } from '#kernel';
import type { Dimensions } from '#projections/domain';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { type NationalMass, type NationalMasses, NOTHING_STATED } from '../put-on-market/national-masses.js';
import { massKey } from '../put-on-market/put-on-market-edition.js';
import { yearsOfMean } from '../put-on-market/years-of-mean.js';
import { groupKey, isEmpty, tally } from '../tally.js';

const MILLIGRAMS = 1_000_000;

/**
 * Mass collected in a year over the mean mass put on the national market in the three years before. Unknown, with the
 * reason, where any of the three masses is not stated.
 */
export const nationalCollectionRate =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const counts = tally(tables.count ?? [], question.by, question, columns);
    return [...tally(tables.collected ?? [], question.by, question, columns).values()]
      .filter((group) => !isEmpty(group))
      .map(({ dimensions, period, amount }): Figure => {
        const numerator = new Rational(amount).div(MILLIGRAMS);
        const count = counts.get(groupKey(dimensions, period))?.amount ?? 0n;
        const figure = { dimensions, period, numerator, pending: 0n };
        const found = meanOf(dimensions, Number(period), question.nationalMasses);
        if ('unknown' in found) {
          const unknown = [{ reason: found.unknown, count }];
          return { ...figure, value: null, denominator: null, known: 0n, unknown };
        }
        const assumptions = [`masses put on the market by ${found.editions.join(', ')}`];
        const { meanKg: denominator, changedAt } = found;
        const value = numerator.div(denominator);
        return { ...figure, value, denominator, known: count, unknown: [], assumptions, changedAt };
      });
  };

function meanOf(
  { country, weeeCategory }: Dimensions,
  year: number,
  masses: NationalMasses = NOTHING_STATED,
): { meanKg: Rational; editions: string[]; changedAt: string[] } | { unknown: string } {
  if (country === undefined) return { unknown: 'country-unknown' };
  if (weeeCategory === undefined) return { unknown: 'weee-category-unknown' };
  const found = yearsOfMean(year).map((one) => masses.get(massKey(country, one, weeeCategory)));
  const stated = found.filter((one): one is NationalMass => one !== undefined);
  if (stated.length < found.length) return { unknown: 'put-on-market-mass-missing' };
  const sum = stated.reduce((total, { massKg }) => total.add(massKg), new Rational(0));
  if (sum.equals(0)) return { unknown: 'nothing-put-on-market' };
  return {
    meanKg: sum.div(stated.length),
    editions: [...new Set(stated.map(({ edition }) => edition))],
    changedAt: [...new Set(stated.flatMap(({ changedAt }) => changedAt ?? []))],
  };
}
