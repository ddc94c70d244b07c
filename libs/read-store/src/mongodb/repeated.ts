import type { Db } from 'mongodb';
import { retrying } from '#mongo-connection';
import { FIND_LIMIT_MAX, InvalidQuery, type Repeated, type RepeatedOptions } from '../port.js';
import type { Collection } from './catalogue.js';
import { filterOf, pathOf } from './filters.js';
import type { Stored } from './stored.js';

export async function repeated(
  database: Db,
  collection: Collection,
  { field, prefix = '', after, limit }: RepeatedOptions,
): Promise<Repeated[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > FIND_LIMIT_MAX) {
    throw new InvalidQuery(`A page holds 1 to ${FIND_LIMIT_MAX} values, not ${limit}.`);
  }
  if (!collection.single.includes(field)) throw new InvalidQuery(`${collection.name} has no index on ${field}.`);
  const path = pathOf(field);
  const beyond = after === undefined ? [] : [{ [path]: { $gt: after } }];
  const rows = await retrying(() =>
    database
      .collection<Stored>(collection.place)
      .aggregate<{ _id: string; count: number }>(
        [
          { $match: filterOf(collection, { [field]: { prefix } }, beyond) },
          { $group: { _id: `$${path}`, count: { $sum: 1 } } },
          { $match: { count: { $gt: 1 } } },
          { $sort: { _id: 1 } },
          { $limit: limit },
        ],
        { allowDiskUse: true },
      )
      .toArray(),
  );
  return rows.map(({ _id, count }) => ({ value: _id, count }));
}
