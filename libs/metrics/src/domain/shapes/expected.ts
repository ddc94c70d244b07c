import { expectedAvoided, lifetimeOf } from '#impact/domain';
import { Rational } from '#kernel';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { tally } from '../tally.js';
import { type Creditable, credited, DISPLACEMENT_ASSUMPTION } from './credit.js';

/** Avoided impact that lives are expected to bring, in the month in which they opened. */
export const expected =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const { factorSet, by } = question;
    const names = [...new Set([...by.filter((name) => name !== 'indicator'), 'category'])];
    const entries: Creditable[] = [...tally(tables.count ?? [], names, question, columns).values()].map((group) => ({
      dimensions: group.dimensions,
      period: group.period,
      quantity: new Rational(group.amount),
      lives: group.amount,
      pending: group.pending,
    }));
    const valued = credited(question, entries, ({ lives }, category, indicator) =>
      expectedAvoided(factorSet, category, indicator, lives),
    );
    return valued.map((figure) => ({ ...figure, assumptions: [DISPLACEMENT_ASSUMPTION, ...years(question, figure)] }));
  };

function years({ factorSet }: Question, { dimensions: { category } }: Figure): string[] {
  if (factorSet.basis !== 'avoided_per_use_year') return [];
  const lifetime = lifetimeOf(factorSet, category);
  if (lifetime?.refurbishedYears === undefined) return ['years of use of a refurbished device by the factor set'];
  return [
    `${lifetime.refurbishedYears} years of use of a refurbished ${lifetime.category} (${lifetime.confirmation} source)`,
  ];
}
