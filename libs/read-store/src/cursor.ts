import { shortDigest } from '#kernel';
import { type FindOptions, InvalidCursor, type Scalar } from './port.js';

/** Where a page ended. */
export type CursorKey = { value: Scalar; id: string };

/** A cursor fits only the query that gave it out. */
const queryDigest = (collection: string, { where, sort }: FindOptions): string =>
  shortDigest(JSON.stringify([collection, where ?? {}, sort ?? null])).slice(0, 10);

export function encodeCursor(collection: string, options: FindOptions, key: CursorKey): string {
  return Buffer.from(JSON.stringify([queryDigest(collection, options), key.value, key.id])).toString('base64url');
}

export function decodeCursor(collection: string, options: FindOptions, cursor: string): CursorKey {
  const parts = parse(cursor);
  if (!Array.isArray(parts) || parts.length !== 3) throw new InvalidCursor('The cursor is damaged.');
  const [digest, value, id] = parts as unknown[];
  if (digest !== queryDigest(collection, options)) throw new InvalidCursor('The cursor belongs to another query.');
  const scalar = value === null || typeof value === 'string' || typeof value === 'number';
  if (!scalar || typeof id !== 'string') throw new InvalidCursor('The cursor is damaged.');
  return { value, id };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursor('The cursor is damaged.');
  }
}
