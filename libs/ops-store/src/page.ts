import { InvalidListing, LIST_LIMIT_MAX, type OpsRecord } from './port.js';

export interface ListOptions {
  prefix?: string;
  after?: string;
  limit: number;
  ascending?: boolean;
}

const CURSOR = /^id:/;

const cursorOf = (id: string): string => Buffer.from(`id:${id}`).toString('base64url');

/** The id that a page ended with, of the cursor that it gave out. */
export function idOf(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!CURSOR.test(text)) throw new InvalidListing('The cursor is damaged.');
  return text.slice(3);
}

export function checkedLimit(limit: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > LIST_LIMIT_MAX) {
    throw new InvalidListing(`A page holds 1 to ${LIST_LIMIT_MAX} records, not ${limit}.`);
  }
  return limit;
}

/** A page of records, of which one more than the limit was read to know whether another page follows. */
export function pageOf(records: OpsRecord[], limit: number): { items: OpsRecord[]; next?: string } {
  const items = records.slice(0, limit);
  const last = items.at(-1);
  return records.length > limit && last !== undefined ? { items, next: cursorOf(last.id) } : { items };
}
