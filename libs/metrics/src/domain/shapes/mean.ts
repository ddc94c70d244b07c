import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { quotient } from './quotient.js';

/** Mean over a count of amounts that are measured in `per` smallest units. */
export const mean =
  ({ columns, per }: { columns: Columns; per: number }) =>
  (question: Question, tables: Tables): Figure[] =>
    quotient({ columns })(question, tables).map(({ value, numerator, ...figure }) => ({
      ...figure,
      value: value?.div(per) ?? null,
      numerator: numerator?.div(per) ?? null,
    }));
