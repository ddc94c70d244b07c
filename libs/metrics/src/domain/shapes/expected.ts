import { expectedAvoided, expectedByReuse, type FactorSet, isAbsolute, lifetimeOf } from '#impact/domain';
import { Rational } from '#kernel';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { tally } from '../tally.js';
import { type Creditable, credited, displacementAssumption, intensityAssumption } from './credit.js';
import { creditedBy, kindOf, refurbishings } from './reuse.js';

/** Avoided impact that lives are expected to bring, in the month in which they opened. */
export const expected =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const { factorSet, by } = question;
    const names = [...new Set([...by.filter((name) => name !== 'indicator'), ...creditedBy(factorSet)])];
    const refurbishing = refurbishings(question, tables, names, columns);
    const entries: Creditable[] = [...tally(tables.count ?? [], names, question, columns).values()].map((group) => ({
      dimensions: group.dimensions,
      period: group.period,
      quantity: new Rational(group.amount),
      lives: group.amount,
      pending: group.pending,
    }));
    const valued = credited(question, entries, ({ dimensions, period, lives: count }, indicator) => {
      if (!isAbsolute(factorSet)) return expectedAvoided(factorSet, dimensions.category, indicator, count);
      const lives = { kind: kindOf(dimensions), refurbishing: refurbishing(dimensions, period), count };
      return expectedByReuse(factorSet, lives, indicator);
    });
    const assumed = displacementAssumption(question);
    return valued.map((figure) => {
      const { category, indicator } = figure.dimensions;
      const assumptions = [assumed, ...years(factorSet, category), ...intensityAssumption(factorSet, indicator)];
      return { ...figure, assumptions };
    });
  };

function years(factorSet: FactorSet, category: string | undefined): string[] {
  if (factorSet.basis === 'avoided_per_device') return [];
  const lifetime = lifetimeOf(factorSet.lifetimes, category);
  if (lifetime?.refurbishedYears === undefined) return ['years of use of a refurbished device by the factor set'];
  return [
    `${lifetime.refurbishedYears} years of use of a refurbished ${lifetime.category} (${lifetime.confirmation} source)`,
  ];
}
