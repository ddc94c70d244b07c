import { csvRows } from '#platform';
import { rowMapper } from '../domain/apply-mapping.js';
import { columnsRead, type Mapping, missingColumns, repeatedColumns } from '../domain/mapping.js';
import type { SourceLine } from '../domain/source-line.js';
import { ImportFailed } from './import-failed.js';
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
    ...(header ? { onHeader: checkHeader(mapping) } : { columns: positions(mapping) }),
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

const NAMES_MAX = 20;
const NAME_LENGTH_MAX = 60;

/**
 * A table that lacks a column, or has it twice, is another one than was meant: its rows would be recorded without what
 * they say there, or with what they say elsewhere.
 */
const checkHeader = (mapping: Mapping) => (header: readonly string[]) => {
  const repeated = repeatedColumns(mapping, header);
  if (repeated.length > 0) {
    throw new ImportFailed(
      `The mapping "${mapping.name}" reads columns that the file has more than once: ${listed(repeated)}. ` +
        'Nothing is recorded: give every column a name of its own, and send the file again.',
    );
  }
  const missing = missingColumns(mapping, header);
  if (missing.length === 0) return;
  throw new ImportFailed(
    `The mapping "${mapping.name}" reads columns that the file does not have: ${listed(missing)}. It has: ${listed(header)}. ` +
      'Nothing is recorded: name the columns in the mapping as the file does, or look at its delimiter and encoding, and send the file again.',
  );
};

function listed(names: readonly string[]): string {
  const told = names.slice(0, NAMES_MAX).map((name) => `"${name.slice(0, NAME_LENGTH_MAX)}"`);
  return told.join(', ') + (names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : '');
}
