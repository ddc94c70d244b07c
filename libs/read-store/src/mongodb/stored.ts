import type { JsonObject } from '#kernel';
import { type Found, InvalidQuery } from '../port.js';

/** A value that can be compared; `{}` stands for an object or array, which is not null and equal to nothing. */
export type FieldValue = string | number | Record<string, never>;

/** One document as it lies in its collection; a removed one leaves its sequence, so that no older write revives it. */
export interface Stored {
  _id: string;
  seq: number;
  /** JSON text: what comes out is what went in, whatever its keys and numbers. */
  document?: string;
  /** Top-level scalars, for conditions and sorting. Booleans are 0 and 1; a null is left out. */
  fields?: Record<string, FieldValue>;
  /** Top-level arrays of scalars, as distinct texts. */
  many?: Record<string, string[]>;
  /** When it was removed, by the remover's clock. */
  goneAt?: Date;
}

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

export function checkedField(field: string): string {
  if (!NAME.test(field)) throw new InvalidQuery(`${field} is no field name.`);
  return field;
}

export function storedOf(id: string, seq: number, text: string): Stored {
  const fields: Record<string, FieldValue> = {};
  const many: Record<string, string[]> = {};
  for (const [field, value] of Object.entries(JSON.parse(text) as JsonObject)) {
    if (value === null || !NAME.test(field)) continue;
    if (typeof value === 'object') {
      fields[field] = {};
      if (Array.isArray(value) && value.every(isScalar)) many[field] = [...new Set(value.map(String))];
    } else fields[field] = typeof value === 'boolean' ? Number(value) : value;
  }
  return { _id: id, seq, document: text, fields, many };
}

export const tombstoneOf = (id: string, seq: number): Stored => ({ _id: id, seq, goneAt: new Date() });

export const foundOf = ({ _id, seq, document = '{}' }: Stored): Found => ({
  id: _id,
  seq,
  document: JSON.parse(document) as JsonObject,
});

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;
