import { InvalidListing, LIST_LIMIT_MAX } from '../port.js';

export interface ListOptions {
  prefix?: string;
  after?: string;
  limit: number;
  ascending?: boolean;
}

export interface ListQuery {
  text: string;
  values: (string | number)[];
}

const CURSOR = /^id:/;

export const cursorOf = (id: string): string => Buffer.from(`id:${id}`).toString('base64url');

function idOf(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!CURSOR.test(text)) throw new InvalidListing('The cursor is damaged.');
  return text.slice(3);
}

/** One more row than asked for, to know whether another page follows. */
export function listQuery(
  collection: string,
  { prefix = '', after, limit, ascending = false }: ListOptions,
): ListQuery {
  if (!Number.isInteger(limit) || limit < 1 || limit > LIST_LIMIT_MAX) {
    throw new InvalidListing(`A page holds 1 to ${LIST_LIMIT_MAX} records, not ${limit}.`);
  }
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
    values: [...values, limit + 1],
  };
}
