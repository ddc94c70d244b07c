import { checkedLimit, idOf, type ListOptions } from '../page.js';

export interface ListQuery {
  text: string;
  values: (string | number)[];
}

/** One more row than asked for, to know whether another page follows. */
export function listQuery(
  collection: string,
  { prefix = '', after, limit, ascending = false }: ListOptions,
): ListQuery {
  const conditions = ['collection = ?'];
  const values: (string | number)[] = [collection];
  if (prefix !== '') {
    conditions.push('id >= ?', 'substr(id, 1, length(?)) = ?');
    values.push(prefix, prefix, prefix);
    conditions.push('id < ?');
    values.push(`${prefix}\u{10ffff}\u{10ffff}`);
  }
  if (after !== undefined) {
    conditions.push(ascending ? 'id > ?' : 'id < ?');
    values.push(idOf(after));
  }
  const order = ascending ? 'ASC' : 'DESC';
  return {
    text: `SELECT id, version, document FROM records WHERE ${conditions.join(' AND ')} ORDER BY id ${order} LIMIT ?`,
    values: [...values, checkedLimit(limit) + 1],
  };
}
