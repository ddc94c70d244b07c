import { afterPrefix } from '#kernel';
import { InvalidQuery, type Scalar, type Where } from '../port.js';
import type { Collection } from './collection.js';
import { checkedField, column, valuesTableOf } from './fields.js';

/** A piece of SQL with the values of its parameters. */
export interface Sql {
  text: string;
  values: (string | number | null)[];
}

type Condition = Where[string];

/** SQL for a field's value: the id, the column of an indexed field, or the document's member. */
export function expression(collection: Collection, field: string): string {
  if (field === 'id') return 'id';
  if (collection.single.includes(field)) return column(field);
  return `json_extract(document, '$.${checkedField(field)}')`;
}

export function conditions(collection: Collection, where: Where = {}): Sql[] {
  return Object.entries(where).map(([field, condition]) => oneCondition(collection, field, condition));
}

function oneCondition(collection: Collection, field: string, condition: Condition): Sql {
  const value = expression(collection, field);
  if (condition === null) return { text: `${value} IS NULL`, values: [] };
  if (typeof condition !== 'object') return { text: `${value} = ?`, values: [condition] };
  if ('in' in condition) return among(value, condition.in);
  if ('prefix' in condition) return startsWith(value, condition.prefix);
  if ('contains' in condition) return holdsOneOf(collection, field, condition.contains);
  return between(value, condition);
}

function among(value: string, members: readonly Scalar[]): Sql {
  const texts = JSON.stringify(members.filter((member) => member !== null));
  const listed = `${value} IN (SELECT value FROM json_each(?))`;
  return { text: members.includes(null) ? `(${listed} OR ${value} IS NULL)` : listed, values: [texts] };
}

function between(value: string, { from, to }: { from?: string | number; to?: string | number }): Sql {
  const parts: Sql[] = [];
  if (from !== undefined) parts.push({ text: `${value} >= ?`, values: [from] });
  if (to !== undefined) parts.push({ text: `${value} <= ?`, values: [to] });
  if (parts.length === 0) return { text: 'TRUE', values: [] };
  return { text: parts.map(({ text }) => text).join(' AND '), values: parts.flatMap(({ values }) => values) };
}

function startsWith(value: string, prefix: string): Sql {
  if (prefix === '') return { text: `typeof(${value}) = 'text'`, values: [] };
  const end = afterPrefix(prefix);
  const from = { text: `(${value} >= ? AND typeof(${value}) = 'text'`, values: [prefix] };
  if (end === undefined) return { text: `${from.text})`, values: from.values };
  return { text: `${from.text} AND ${value} < ?)`, values: [prefix, end] };
}

function holdsOneOf(collection: Collection, field: string, wanted: readonly string[]): Sql {
  if (!collection.many.includes(field)) {
    throw new InvalidQuery(`${collection.name} declares no many-valued index on ${field}.`);
  }
  const values = valuesTableOf(collection.name, field);
  return {
    text: `id IN (SELECT id FROM ${values} WHERE value IN (SELECT value FROM json_each(?)))`,
    values: [JSON.stringify(wanted)],
  };
}

export function both(parts: readonly Sql[]): Sql {
  if (parts.length === 0) return { text: 'TRUE', values: [] };
  return { text: parts.map(({ text }) => text).join(' AND '), values: parts.flatMap(({ values }) => values) };
}
