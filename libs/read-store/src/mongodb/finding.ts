import type { Db } from 'mongodb';
import { retrying } from '#mongo-connection';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { FIND_LIMIT_MAX, type FindOptions, type Found, InvalidQuery, type Page, type Scalar } from '../port.js';
import type { Collection } from './catalogue.js';
import { afterKey, filterOf, pathOf } from './filters.js';
import { IDS_PER_READ_MAX } from './limits.js';
import { foundOf, type Stored } from './stored.js';

export async function find(database: Db, collection: Collection, options: FindOptions): Promise<Page> {
  const { sort, limit, where, after } = options;
  if (!Number.isInteger(limit) || limit < 1 || limit > FIND_LIMIT_MAX) {
    throw new InvalidQuery(`A page holds 1 to ${FIND_LIMIT_MAX} documents, not ${limit}.`);
  }
  const path = sortPath(collection, sort?.field);
  const descending = sort?.direction === 'descending';
  const beyond = after === undefined ? [] : [afterKey(path, descending, decodeCursor(collection.name, options, after))];
  const direction = descending ? -1 : 1;
  const rows = await retrying(() =>
    database
      .collection<Stored>(collection.place)
      .find(filterOf(collection, where, beyond))
      .sort(path === '_id' ? { _id: direction } : { [path]: direction, _id: direction })
      .limit(limit + 1)
      .toArray(),
  );
  const items = rows.slice(0, limit).map(foundOf);
  const last = rows[limit - 1];
  if (rows.length <= limit || last === undefined) return { items };
  return { items, next: encodeCursor(collection.name, options, { value: sortValue(last, sort?.field), id: last._id }) };
}

function sortPath(collection: Collection, field = 'id'): string {
  if (field !== 'id' && !collection.single.includes(field)) {
    throw new InvalidQuery(`${collection.name} has no index on ${field}.`);
  }
  return pathOf(field);
}

function sortValue({ fields = {} }: Stored, field: string | undefined): Scalar {
  const value = field === undefined ? undefined : fields[field];
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

export async function getMany(database: Db, place: string, ids: readonly string[]): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const wanted = [...new Set(ids)];
  for (let start = 0; start < wanted.length; start += IDS_PER_READ_MAX) {
    const some = wanted.slice(start, start + IDS_PER_READ_MAX);
    const rows = await retrying(() =>
      database
        .collection<Stored>(place)
        .find({ _id: { $in: some } }, { projection: { seq: 1, document: 1, goneAt: 1 } })
        .toArray(),
    );
    for (const row of rows) if (row.goneAt === undefined) found.set(row._id, foundOf(row));
  }
  return found;
}
