import type { JsonObject } from '#kernel';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { FIND_LIMIT_MAX, type FindOptions, type Found, InvalidQuery, type Page, type Scalar } from '../port.js';
import { afterKey } from './after-key.js';
import type { Collection } from './collection.js';
import { both, conditions, expression } from './conditions.js';
import { tableOf } from './fields.js';
import type { Statements } from './statements.js';

export interface Row {
  id: string;
  seq: number;
  document: string;
}

export const foundOf = ({ id, seq, document }: Row): Found => ({
  id,
  seq,
  document: JSON.parse(document) as JsonObject,
});

export function find(statements: Statements, collection: Collection, options: FindOptions): Page {
  const { sort, limit } = options;
  if (!Number.isInteger(limit) || limit < 1 || limit > FIND_LIMIT_MAX) {
    throw new InvalidQuery(`A page holds 1 to ${FIND_LIMIT_MAX} documents, not ${limit}.`);
  }
  const descending = sort?.direction === 'descending';
  const field = sortExpression(collection, sort?.field);
  const parts = conditions(collection, options.where);
  if (options.after !== undefined) {
    parts.push(afterKey(field, descending, decodeCursor(collection.name, options, options.after)));
  }
  const { text, values } = both(parts);
  const direction = descending ? 'DESC' : 'ASC';
  const order = field === undefined ? `id ${direction}` : `${field} ${direction}, id ${direction}`;
  const rows = statements
    .of<Row & { sortValue: Scalar }>(
      `SELECT id, seq, document, ${field ?? 'NULL'} AS sortValue FROM ${tableOf(collection.name)}
       WHERE ${text} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, limit + 1);
  const items = rows.slice(0, limit).map(foundOf);
  const last = rows[limit - 1];
  if (rows.length <= limit || last === undefined) return { items };
  return { items, next: encodeCursor(collection.name, options, { value: last.sortValue, id: last.id }) };
}

function sortExpression(collection: Collection, field: string | undefined): string | undefined {
  if (field === undefined || field === 'id') return undefined;
  if (!collection.single.includes(field)) throw new InvalidQuery(`${collection.name} has no index on ${field}.`);
  return expression(collection, field);
}
