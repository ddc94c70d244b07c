import { FIND_LIMIT_MAX, InvalidQuery, type Repeated, type RepeatedOptions } from '../port.js';
import type { Collection } from './collection.js';
import { both, conditions, type Sql } from './conditions.js';
import { column, tableOf } from './fields.js';
import type { Statements } from './statements.js';

/** Reads the field's index alone, in its order, and stops at the limit. */
export function repeated(
  statements: Statements,
  collection: Collection,
  { field, prefix = '', after, limit }: RepeatedOptions,
): Repeated[] {
  if (!Number.isInteger(limit) || limit < 1 || limit > FIND_LIMIT_MAX) {
    throw new InvalidQuery(`A page holds 1 to ${FIND_LIMIT_MAX} values, not ${limit}.`);
  }
  if (!collection.single.includes(field)) throw new InvalidQuery(`${collection.name} has no index on ${field}.`);
  const value = column(field);
  const parts: Sql[] = conditions(collection, { [field]: { prefix } });
  if (after !== undefined) parts.push({ text: `${value} > ?`, values: [after] });
  const { text, values } = both(parts);
  return statements
    .of<Repeated>(
      `SELECT ${value} AS value, COUNT(*) AS count FROM ${tableOf(collection.name)}
       WHERE ${text} GROUP BY ${value} HAVING COUNT(*) > 1 ORDER BY ${value} LIMIT ?`,
    )
    .all(...values, limit);
}
