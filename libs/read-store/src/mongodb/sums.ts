import type { Db } from 'mongodb';
import { InvalidQuery, type Scalar, type Sum, type SumOptions } from '../port.js';
import type { Collection } from './catalogue.js';
import { filterOf, pathOf } from './filters.js';
import { GROUPS_MAX } from './limits.js';
import type { FieldValue, Stored } from './stored.js';

interface Row {
  _id: Record<string, FieldValue | null>;
  count: number;
}

/**
 * The server counts equal rows, which is exact; amounts are added here, since its own numbers are not exact beyond
 * 2^53. Rows are streamed: what is held are the groups.
 */
export async function sum(database: Db, collection: Collection, options: SumOptions): Promise<Sum[]> {
  const { where, groupBy, field } = options;
  const amount = pathOf(field);
  const paths = groupBy.map((each, index) => [`g${index}`, `$${pathOf(each)}`] as const);
  const rows = database
    .collection<Stored>(collection.place)
    .aggregate<Row>(
      [
        { $match: filterOf(collection, where, [{ [amount]: { $ne: null } }]) },
        { $group: { _id: { ...Object.fromEntries(paths), amount: `$${amount}` }, count: { $sum: 1 } } },
      ],
      { allowDiskUse: true },
    );
  const groups = new Map<string, Sum>();
  for await (const { _id, count } of rows) {
    const values = groupBy.map((_, index) => scalar(_id[`g${index}`]));
    const key = JSON.stringify(values);
    const known = groups.get(key) ?? groupOf(groupBy, values);
    known.sum += BigInt(String(_id.amount)) * BigInt(count);
    known.count += count;
    groups.set(key, known);
    if (groups.size > GROUPS_MAX) throw new InvalidQuery(`A sum has at most ${GROUPS_MAX} groups.`);
  }
  return [...groups.values()].sort((a, b) => compareGroups(groupBy, a, b));
}

const scalar = (value: FieldValue | null | undefined): Scalar =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

const groupOf = (groupBy: readonly string[], values: readonly Scalar[]): Sum => ({
  group: Object.fromEntries(groupBy.map((each, index) => [each, values[index] ?? null])),
  sum: 0n,
  count: 0,
});

function compareGroups(groupBy: readonly string[], a: Sum, b: Sum): number {
  for (const field of groupBy) {
    const order = compareScalars(a.group[field] ?? null, b.group[field] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

const rank = (value: Scalar): number => (value === null ? 0 : typeof value === 'number' ? 1 : 2);

/** The stores' order: nothing, then numbers, then texts by their bytes. */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return rank(a) - rank(b);
}
