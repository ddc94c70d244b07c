import type { CursorKey } from '../cursor.js';
import type { Sql } from './conditions.js';

/** What comes after the key in the order of (field, id), where a missing field is smaller than everything. */
export function afterKey(field: string | undefined, descending: boolean, { value, id }: CursorKey): Sql {
  const beyond = descending ? '<' : '>';
  if (field === undefined) return { text: `id ${beyond} ?`, values: [id] };
  if (value === null) {
    const same = `(${field} IS NULL AND id ${beyond} ?)`;
    return { text: descending ? same : `(${same} OR ${field} IS NOT NULL)`, values: [id] };
  }
  const reachesNull = descending ? ` OR ${field} IS NULL` : '';
  return {
    text: `(${field} ${beyond} ? OR (${field} = ? AND id ${beyond} ?)${reachesNull})`,
    values: [value, value, id],
  };
}
