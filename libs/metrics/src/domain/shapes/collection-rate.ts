import { Rational } from '#kernel';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { groupKey, isEmpty, tally, without } from '../tally.js';

const MILLIGRAMS = 1_000_000;

/**
 * Mass collected in a year over the mean mass sold new in the three years before. The denominator is the whole fleet's
 * whoever collected, so that the rates of the collectors add up. Unknown until all three years have sales.
 */
export const collectionRate =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const counts = tally(tables.count ?? [], question.by, question, columns);
    const names = question.by.filter((name) => name !== 'partner');
    const sold = tally(tables.sold ?? [], names, question, columns);
    return [...tally(tables.collected ?? [], question.by, question, columns).values()]
      .filter((group) => !isEmpty(group))
      .map(({ dimensions, period, amount }) => {
        const years = [1, 2, 3].map((back) => String(Number(period) - back));
        const masses = years.map((year) => sold.get(groupKey(without(dimensions, 'partner'), year))?.amount ?? 0n);
        const complete = masses.every((mass) => mass > 0n);
        const mean = new Rational(masses.reduce((sum, mass) => sum + mass, 0n)).div(3);
        const known = counts.get(groupKey(dimensions, period))?.amount ?? 0n;
        return {
          dimensions,
          period,
          value: complete ? new Rational(amount).div(mean) : null,
          numerator: new Rational(amount).div(MILLIGRAMS),
          denominator: complete ? mean.div(MILLIGRAMS) : null,
          known: complete ? known : 0n,
          pending: 0n,
          unknown: complete ? [] : [{ reason: 'no-sales-in-one-of-the-three-years-before', count: known }],
        };
      });
  };

/**
 * Recycling rate of all e-waste: the collection rate of a year times the reuse and recycling rate of what became waste
 * in it. Unknown where either is.
 */
export const recyclingRateOfEwaste =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const treated = tally(tables.treated ?? [], question.by, question, columns);
    const became = tally(tables.became ?? [], question.by, question, columns);
    return collectionRate(columns)(question, tables).map((figure) => {
      const key = groupKey(figure.dimensions, figure.period);
      const whole = became.get(key)?.amount ?? 0n;
      if (figure.value === null || figure.numerator === null) return figure;
      if (whole === 0n) {
        const unknown = [{ reason: 'nothing-became-waste', count: figure.known }];
        return { ...figure, value: null, numerator: null, denominator: null, known: 0n, unknown };
      }
      const recycled = new Rational(treated.get(key)?.amount ?? 0n).div(whole);
      return { ...figure, value: figure.value.mul(recycled), numerator: figure.numerator.mul(recycled) };
    });
  };
