import { parse } from 'csv-parse/sync';
import { type BoaviztaCells, type BoaviztaReading, type LineNote, NEEDED_COLUMNS, readBoavizta } from '#impact/domain';
import { type CsvForm, delimiterOf } from '#kernel';

/** Far more than the published files have. */
const ROWS_MAX = 20_000;

export interface BoaviztaFile extends BoaviztaReading, CsvForm {
  rows: number;
}

/** A file that is none of Boavizta's: columns are missing, or it has too many rows. */
export class NotBoavizta extends Error {
  override readonly name = 'NotBoavizta';
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

/** Reads either of the published forms, and says which. Every row of it is a model, or refused with a reason. */
export function readBoaviztaFile(text: string): BoaviztaFile {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = delimiterOf(firstLine);
  const [header, ...records] = parse(text, {
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: ROWS_MAX + 2,
  }) as unknown as Parsed[];
  const columns = header?.record.map((name) => name.trim()) ?? [];
  const missing = NEEDED_COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new NotBoavizta(`It has no column ${missing.join(', ')}.`);
  if (records.length > ROWS_MAX) throw new NotBoavizta(`It has more than ${ROWS_MAX} rows.`);
  const whole = records.filter(({ record }) => record.length === columns.length);
  const reading = readBoavizta(
    whole.map(({ record, info: { lines } }) => ({ line: lines, cells: cellsOf(columns, record) })),
  );
  const refused = [...reading.refused, ...records.flatMap((one) => wrongWidth(one, columns.length))];
  return { ...reading, delimiter, rows: records.length, refused: refused.sort((a, b) => a.line - b.line) };
}

const cellsOf = (columns: readonly string[], record: readonly string[]): BoaviztaCells =>
  Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ''])) as BoaviztaCells;

function wrongWidth({ record, info: { lines } }: Parsed, width: number): LineNote[] {
  if (record.length === width) return [];
  return [{ line: lines, rule: 'wrong-width', reason: `${record.length} cells where the header has ${width}.` }];
}
