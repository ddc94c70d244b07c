import { type MappedColumn, type Mapping, unitFactor } from '#intake/domain';
import type { Json } from '#kernel';
import type { Report } from '#lifecycle/domain';

type Fields = Map<string, Json[]>;

/**
 * The row that a partner's system would export for a report, so that its mapping reads it back; `undefined` if the
 * mapping has no place for something that the report says.
 */
export function mappedRow(mapping: Mapping, report: Report): string[] | undefined {
  const left = fieldsOf(report);
  for (const { field, value, types } of mapping.constants) {
    if (!applies(types, report.type)) continue;
    if (left.get(field)?.[0] !== value) return undefined;
    left.delete(field);
  }
  const cells = new Map<string, string>();
  for (const column of mapping.columns) {
    if (!applies(column.types, report.type)) continue;
    const taken = takeFrom(left, column);
    if (taken === undefined) continue;
    const cell = written(taken, column, mapping);
    if (cell === undefined) return undefined;
    cells.set(String(column.column), cell.text);
    if (cell.within !== undefined) cells.set(cell.within.column, cell.within.text);
  }
  return left.size === 0 ? headerOf(mapping).map((name) => cells.get(name) ?? '') : undefined;
}

const applies = (types: readonly string[] | undefined, type: string) => types?.includes(type) ?? true;

/** Every column that the mapping reads from, in its order. */
export function headerOf({ columns }: Mapping): string[] {
  const within = columns.flatMap((column) =>
    'within' in column && column.within !== undefined && 'column' in column.within ? [column.within.column] : [],
  );
  return [...new Set([...columns.map(({ column }) => column), ...within].map(String))];
}

/** The report's leaves by the path that mappings use; `device` may have several. */
function fieldsOf(report: Report): Fields {
  const fields: Fields = new Map();
  const walk = (value: Json, path: string): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) value.forEach((item, index) => void walk(item, `${path}[${index}]`));
    else if (typeof value === 'object')
      for (const key of Object.keys(value)) walk(value[key] ?? null, `${path}.${key}`);
    else fields.set(path, [value]);
  };
  for (const [key, value] of Object.entries(report)) {
    if (key === 'device') fields.set('device', [value].flat() as Json[]);
    else walk(value as Json, key);
  }
  return fields;
}

/** Takes the value that the column is for out of what is left to be said. */
function takeFrom(left: Fields, column: MappedColumn): Json | undefined {
  const values = left.get(column.field);
  if (values === undefined) return undefined;
  const index = column.as.startsWith('identifier:')
    ? values.findIndex((value) => String(value).startsWith(`${column.as.slice('identifier:'.length)}:`))
    : 0;
  if (index < 0) return undefined;
  const [value] = values.splice(index, 1);
  if (values.length === 0) left.delete(column.field);
  return value;
}

interface Cell {
  text: string;
  within?: { column: string; text: string };
}

function written(value: Json, column: MappedColumn, mapping: Mapping): Cell | undefined {
  switch (column.as) {
    case 'text':
      return typeof value === 'string' ? { text: value } : undefined;
    case 'number':
      return typeof value === 'number' ? { text: numberText(value, column, mapping) } : undefined;
    case 'date':
      return { text: dateText(String(value), column.dateFormat) };
    case 'enum': {
      const word = Object.entries(column.values).find(([, meaning]) => meaning === value)?.[0];
      return word === undefined ? undefined : { text: word };
    }
    case 'boolean':
      return { text: (value === true ? column.true : column.false)[0] ?? '' };
    default:
      return identifierCell(String(value), column);
  }
}

function numberText(value: number, column: Extract<MappedColumn, { as: 'number' }>, { format }: Mapping): string {
  const factor = column.unit === undefined ? 1 : Number(unitFactor(column.field, column.unit)?.valueOf() ?? 1);
  const text = String(Math.round((value / factor) * 1e6) / 1e6);
  return format.decimal === ',' ? text.replace('.', ',') : text;
}

/** The clock as written in the report: its partner's own. */
function dateText(occurredAt: string, format: string): string {
  if (format === 'iso') return occurredAt;
  const [, yyyy = '', MM = '', dd = '', HH = '00', mm = '00', ss = '00'] =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2}))?/.exec(occurredAt) ?? [];
  return format
    .replace('yyyy', yyyy)
    .replace('MM', MM)
    .replace('dd', dd)
    .replace('HH', HH)
    .replace('mm', mm)
    .replace('ss', ss);
}

function identifierCell(text: string, column: MappedColumn): Cell {
  if (column.as === 'identifier') return { text };
  const value = text.slice(text.indexOf(':') + 1);
  if (!('within' in column) || column.within === undefined || !('column' in column.within)) return { text: value };
  const split = value.indexOf(':');
  return {
    text: value.slice(split + 1),
    within: { column: String(column.within.column), text: value.slice(0, split) },
  };
}
