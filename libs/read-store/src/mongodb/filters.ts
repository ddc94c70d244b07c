import type { Filter } from 'mongodb';
import { afterPrefix } from '#kernel';
import { InvalidQuery, type Scalar, type Where } from '../port.js';
import type { Collection } from './catalogue.js';
import { checkedField, type Stored } from './stored.js';

type Condition = Where[string];
export type StoredFilter = Filter<Stored>;

/** Everything that is not removed. */
const PRESENT: StoredFilter = { goneAt: { $exists: false } };

export const pathOf = (field: string): string => (field === 'id' ? '_id' : `fields.${checkedField(field)}`);

/** Present documents for which all the conditions hold, and what else is given. */
export function filterOf(collection: Collection, where: Where = {}, also: readonly StoredFilter[] = []): StoredFilter {
  const conditions = Object.entries(where).map(([field, condition]) => oneCondition(collection, field, condition));
  const all = [PRESENT, ...conditions, ...also];
  return { $and: all };
}

function oneCondition(collection: Collection, field: string, condition: Condition): StoredFilter {
  const path = pathOf(field);
  if (condition === null || typeof condition !== 'object') return { [path]: { $eq: condition } };
  if ('in' in condition) return { [path]: { $in: [...condition.in] } };
  if ('prefix' in condition) return { [path]: { $gte: condition.prefix, ...before(afterPrefix(condition.prefix)) } };
  if ('contains' in condition) return holdsOneOf(collection, field, condition.contains);
  return between(path, condition);
}

const before = (end: string | undefined) => (end === undefined ? {} : { $lt: end });

/** MongoDB compares a bound with values of its own type only; in the order of all values numbers precede texts. */
function between(path: string, { from, to }: { from?: string | number; to?: string | number }): StoredFilter {
  if (from === undefined && to === undefined) return {};
  if (from !== undefined && to !== undefined && typeof from === typeof to) return { [path]: { $gte: from, $lte: to } };
  const parts: StoredFilter[] = [];
  if (from !== undefined) parts.push(fromOn(path, '$gte', from));
  if (to !== undefined) parts.push(upTo(path, '$lte', to));
  return { $and: parts };
}

const fromOn = (path: string, operator: '$gt' | '$gte', value: string | number): StoredFilter =>
  typeof value === 'string'
    ? { [path]: { [operator]: value } }
    : { $or: [{ [path]: { [operator]: value } }, { [path]: { $type: 'string' } }] };

const upTo = (path: string, operator: '$lt' | '$lte', value: string | number): StoredFilter =>
  typeof value === 'number'
    ? { [path]: { [operator]: value } }
    : { $or: [{ [path]: { [operator]: value } }, { [path]: { $type: 'number' } }] };

function holdsOneOf(collection: Collection, field: string, wanted: readonly string[]): StoredFilter {
  if (!collection.many.includes(field)) {
    throw new InvalidQuery(`${collection.name} declares no many-valued index on ${field}.`);
  }
  return { [`many.${checkedField(field)}`]: { $in: [...wanted] } };
}

/** What comes after the key in the order of (field, id), where a missing field is smaller than everything. */
export function afterKey(path: string, descending: boolean, key: { value: Scalar; id: string }): StoredFilter {
  const { value, id } = key;
  const beyondId: StoredFilter = { _id: descending ? { $lt: id } : { $gt: id } };
  if (path === '_id') return beyondId;
  const same: StoredFilter = { $and: [{ [path]: { $eq: value } }, beyondId] };
  if (value === null) return descending ? same : { $or: [same, { [path]: { $ne: null } }] };
  if (descending) return { $or: [same, upTo(path, '$lt', value), { [path]: null }] };
  return { $or: [same, fromOn(path, '$gt', value)] };
}
