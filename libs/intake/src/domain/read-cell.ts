import { type Failure, type Json, Rational } from '#kernel';
import { dateReader } from './date-format.js';
import type { MappedColumn, Mapping } from './mapping.js';
import { unitFactor } from './units.js';
import { inZone } from './zoned-time.js';

export type CellValue = { value: Json; inferredZone?: true } | { failure: Omit<Failure, 'pointer'> };
export type CellReader = (cell: string, within: string | undefined) => CellValue;

/** What a column makes of its cell: compiled once per mapping, called once per row. */
export function cellReader(column: MappedColumn, mapping: Mapping): CellReader {
  switch (column.as) {
    case 'text':
      return (cell) => ({ value: cell });
    case 'number':
      return numberReader(column, mapping);
    case 'date':
      return dateCellReader(column, mapping);
    case 'enum':
      return enumReader(new Map(Object.entries(column.values)));
    case 'boolean':
      return enumReader(
        new Map([
          ...column.true.map((word) => [word, true] as const),
          ...column.false.map((word) => [word, false] as const),
        ]),
      );
    default:
      return identifierReader(column.as);
  }
}

/** Of one sign each; a space is also one that does not break. */
const SIGNS = { '.': String.raw`\.`, ',': ',', ' ': '[ \u00a0\u202f]', "'": "['\u2019]" };

/**
 * Digits, or groups of three, then decimals: a separator anywhere else means that the file is not written as the mapping
 * says. At most more digits than any measure has, since exact arithmetic takes its time with long ones.
 */
function numberForm({ decimal, thousands }: Mapping['format']): RegExp {
  const grouped = thousands === undefined ? '' : String.raw`\d{1,3}(?:${SIGNS[thousands]}\d{3}){1,9}|`;
  return new RegExp(String.raw`^(?<whole>[+-]?(?:${grouped}\d{1,30}))(?:${SIGNS[decimal]}(?<decimals>\d{1,30}))?$`);
}

function numberReader(column: Extract<MappedColumn, { as: 'number' }>, { format }: Mapping): CellReader {
  const factor = column.unit === undefined ? undefined : unitFactor(column.field, column.unit);
  const form = numberForm(format);
  return (cell) => {
    const { whole, decimals = '0' } = form.exec(cell)?.groups ?? {};
    if (whole === undefined) return { failure: notANumber(cell, format) };
    const text = `${whole.replace(/[^\d+-]/g, '')}.${decimals}`;
    if (factor === undefined) return { value: Number(text) };
    return { value: Number(new Rational(text).mul(factor).round(6).toString()) };
  };
}

function dateCellReader(column: Extract<MappedColumn, { as: 'date' }>, mapping: Mapping): CellReader {
  if (column.dateFormat === 'iso') return (cell) => ({ value: cell });
  const read = dateReader(column.dateFormat);
  const zone = column.timeZone ?? mapping.timeZone;
  return (cell) => {
    const written = read(cell);
    if (written === undefined) return { failure: notADate(cell, column.dateFormat) };
    if (written.clock === undefined) return { value: written.day };
    if (zone === undefined) return { failure: noZone(cell) };
    return { value: inZone(written, zone), inferredZone: true };
  };
}

function enumReader(values: ReadonlyMap<string, string | number | boolean>): CellReader {
  return (cell) => {
    const value = values.get(cell);
    return value === undefined ? { failure: unknownWord(cell, [...values.keys()]) } : { value };
  };
}

function identifierReader(as: string): CellReader {
  const [, kind] = as.split(':');
  if (kind === undefined) return (cell) => ({ value: cell });
  return (cell, within) => ({ value: within === undefined ? `${kind}:${cell}` : `${kind}:${within}:${cell}` });
}

const notANumber = (cell: string, { decimal, thousands }: Mapping['format']) => ({
  rule: 'not-a-number',
  detail: `"${cell}" is not a number with the decimal sign "${decimal}"${thousands === undefined ? '' : ` and groups of three between "${thousands}"`}.`,
  hint: 'Name the decimal sign and the thousands separator of the file in the mapping.',
});

const notADate = (cell: string, format: string) => ({
  rule: 'not-a-date',
  detail: `"${cell}" is not a date written as ${format}.`,
  hint: 'Correct the cell, or the date format in the mapping.',
});

const noZone = (cell: string) => ({
  rule: 'no-time-zone',
  detail: `"${cell}" has a time but no offset, and the mapping declares no time zone.`,
  hint: 'Declare the time zone in the mapping.',
});

const unknownWord = (cell: string, known: readonly string[]) => ({
  rule: 'unknown-value',
  detail: `"${cell}" is not among the values that the mapping knows: ${known.slice(0, 20).join(', ')}.`,
  hint: 'Add it to the mapping, or correct the cell.',
});
