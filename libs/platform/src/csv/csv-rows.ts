import { pipeline, Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { type CsvError, type InfoRecord, parse } from 'csv-parse';
import type { Failure } from '#kernel';

export const ROW_BYTES_MAX = 256 * 1024;
const REPLACEMENT = '\ufffd';

export type CsvRow = { line: number; bytesDone: number } & ({ cells: Record<string, string> } | { failure: Failure });

export interface CsvDialect {
  delimiter: string;
  quote: string;
  /** Encoding label as the platform's TextDecoder knows it, such as `utf-8` or `windows-1252`. */
  encoding: string;
  /** Names of the first columns where the file has no header row; further cells are passed over. */
  columns?: readonly string[];
  /** Told of the header row before any other; what it throws ends the reading. */
  onHeader?(names: readonly string[]): void;
}

/**
 * Rows of a CSV body by column name: byte order mark, quotes, quoted line breaks, CRLF and ragged rows as files really
 * have them. A row that cannot be read is yielded with its failure, never dropped, and always in the same place.
 */
export async function* csvRows(chunks: AsyncIterable<Buffer>, dialect: CsvDialect): AsyncGenerator<CsvRow> {
  const unreadable: { afterRecords: number; row: CsvRow }[] = [];
  const parser = parse({
    bom: true,
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: ROW_BYTES_MAX,
    on_skip: (error) => {
      if (error !== undefined) unreadable.push({ afterRecords: parser.info.records, row: rowFailure(error) });
      return undefined;
    },
  });
  // Ends both together: what cannot be read is thrown here, and whoever stops reading leaves no file open.
  pipeline(Readable.from(decoded(chunks, dialect.encoding)), parser, () => undefined);
  let header = dialect.columns;
  let records = 0;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: InfoRecord }>) {
    while (unreadable[0] !== undefined && unreadable[0].afterRecords <= records) yield unreadable.shift()!.row;
    records += 1;
    if (header === undefined) {
      header = record.map((name) => name.trim());
      dialect.onHeader?.(header);
      const repeated = firstRepeated(header);
      if (repeated !== undefined) yield { line: info.lines, bytesDone: info.bytes, failure: repeatedColumn(repeated) };
      continue;
    }
    yield {
      line: info.lines,
      bytesDone: info.bytes,
      ...rowOf(header, dialect.columns === undefined ? record : record.slice(0, header.length)),
    };
  }
  yield* unreadable.map(({ row }) => row);
}

function firstRepeated(names: readonly string[]): string | undefined {
  const known = new Set<string>();
  return names.find((name) => known.size === known.add(name).size);
}

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function rowOf(header: readonly string[], record: string[]): { cells: Record<string, string> } | { failure: Failure } {
  if (record.length !== header.length) return { failure: ragged(header.length, record.length) };
  const cells: Record<string, string> = Object.create(null);
  for (const [index, name] of header.entries()) {
    const cell = record[index] ?? '';
    if (cell.includes(REPLACEMENT)) return { failure: wrongEncoding(name) };
    cells[name] = cell;
  }
  return { cells };
}

const rowFailure = (error: CsvError): CsvRow => ({
  line: Number(error.lines ?? 0),
  bytesDone: Number(error.bytes ?? 0),
  failure: {
    pointer: '',
    rule: 'malformed-row',
    detail: `The row cannot be read: ${error.message}.`,
    hint: 'Check quotes: a quote inside a quoted cell is written twice.',
  },
});

const ragged = (expected: number, found: number): Failure => ({
  pointer: '',
  rule: 'wrong-number-of-columns',
  detail: `The row has ${found} cells, the header has ${expected} columns.`,
  hint: 'A delimiter inside a cell needs quotes around the cell; check the delimiter that the mapping names.',
});

const wrongEncoding = (column: string): Failure => ({
  pointer: `/${column}`,
  rule: 'invalid-utf8',
  detail: `The cell in column "${column}" does not fit the encoding of the file.`,
  hint: 'Save the file as UTF-8, or name its encoding in the mapping.',
});

const repeatedColumn = (name: string): Failure => ({
  pointer: `/${name}`,
  rule: 'repeated-column',
  detail: `Two columns are named "${name}"; the last one is used.`,
  hint: 'Give every column a name of its own.',
});
