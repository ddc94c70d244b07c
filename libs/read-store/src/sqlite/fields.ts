import type { Json, JsonObject } from '#kernel';
import { InvalidQuery } from '../port.js';

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Field names become part of SQL text. */
export function checkedField(field: string): string {
  if (!NAME.test(field)) throw new InvalidQuery(`${field} is no field name.`);
  return field;
}

export const column = (field: string): string => `"f:${checkedField(field)}"`;
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const tableOf = (collection: string): string => quoted(`c:${collection}`);
export const valuesTableOf = (collection: string, field: string): string => quoted(`m:${collection}:${field}`);

/** How SQLite sees a JSON value, the same whether it comes from a column or from `json_extract`. */
export function columnValue(value: Json | undefined): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** The distinct texts of a many-valued field, ascending. */
export function manyValues(document: JsonObject, field: string): string[] {
  const value = document[field];
  if (!Array.isArray(value)) return [];
  return [...new Set(value.map(String))].sort();
}
