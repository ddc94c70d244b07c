import { csvRows } from '#platform';
import { rowMapper } from '../domain/apply-mapping.js';
import { columnsRead, type Mapping } from '../domain/mapping.js';
import type { SourceLine } from '../domain/source-line.js';
import { ndjsonLines } from './ndjson-lines.js';

/** The lines of a bulk file as reports, whatever its format. The same body always gives the same lines. */
export function importLines(chunks: AsyncIterable<Buffer>, mapping: Mapping | undefined): AsyncIterable<SourceLine> {
  return mapping === undefined ? ndjsonLines(chunks) : mappedLines(chunks, mapping);
}

async function* mappedLines(chunks: AsyncIterable<Buffer>, mapping: Mapping): AsyncGenerator<SourceLine> {
  const read = rowMapper(mapping);
  const { delimiter, header, encoding } = mapping.format;
  const dialect = {
    delimiter,
    quote: '"',
    encoding: encoding === 'latin1' ? 'windows-1252' : encoding,
    ...(header ? {} : { columns: positions(mapping) }),
  };
  for await (const row of csvRows(chunks, dialect)) {
    const place = { line: row.line, bytesDone: row.bytesDone };
    if ('failure' in row) yield { ...place, failures: [row.failure] };
    else yield { ...place, ...read(row.cells) };
  }
}

/** Without a header row columns are named by their positions, up to the last that the mapping uses. */
const positions = ({ columns }: Mapping): string[] =>
  Array.from({ length: Math.max(...columns.flatMap(columnsRead).map(Number)) + 1 }, (_, index) => String(index));
