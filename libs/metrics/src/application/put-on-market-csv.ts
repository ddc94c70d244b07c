import type { z } from 'zod';
import { decimalOf, delimiterOf, type Failure, type Refusal } from '#kernel';
import { type CsvRow, csvRows, failuresOf } from '#platform';
import { MASS_COLUMNS, type MassCells, massOfCells } from '../domain/put-on-market/mass-of-cells.js';
import {
  headingSchema,
  MASSES_MAX,
  massKey,
  massSchema,
  type PutOnMarketEdition,
  putOnMarketSchema,
  type StatedMass,
} from '../domain/put-on-market/put-on-market-edition.js';

/** What the edition says of itself, which a file of masses does not. */
export type GivenHeading = Readonly<Record<string, unknown>>;

/** The edition that a CSV file holds under a heading. One bad row refuses all of it: an edition never changes. */
export async function editionOfCsv(
  bytes: Buffer,
  given: GivenHeading,
): Promise<{ outcome: 'read'; content: PutOnMarketEdition } | Refusal> {
  const heading = headingSchema.safeParse(given);
  const { masses, failures } = await massesOf(bytes);
  const all = [...issuesOf(heading, '/query'), ...failures];
  if (all.length > 0 || !heading.success) return refused(all);
  const whole = putOnMarketSchema.safeParse({ ...heading.data, masses });
  return whole.success ? { outcome: 'read', content: whole.data } : refused(issuesOf(whole, ''));
}

interface ReadFile {
  masses: StatedMass[];
  failures: Failure[];
}

async function massesOf(bytes: Buffer): Promise<ReadFile> {
  const rows = await rowsOf(bytes);
  const cells = rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
  const [first] = cells;
  const missing = MASS_COLUMNS.filter((name) => first !== undefined && !(name in first));
  if (missing.length > 0) return onlyFailing('missing-column', `The header has no column ${missing.join(', ')}.`);
  if (rows.length > MASSES_MAX) return onlyFailing('out-of-range', `The file has more than ${MASSES_MAX} rows.`);
  if (rows.length === 0) return onlyFailing('no-rows', 'The file has a header at most, and no mass.');
  const decimal = decimalOf(cells.map(({ massKg = '' }) => massKg));
  const masses: StatedMass[] = [];
  const failures: Failure[] = [];
  const lines = new Map<string, number>();
  for (const row of rows) {
    const read = readRow(row, decimal);
    failures.push(...read.failures.map((one) => ({ ...one, pointer: `/lines/${row.line}${one.pointer}` })));
    if (read.mass === undefined) continue;
    const { country, year, weeeCategory } = read.mass;
    const key = massKey(country, year, weeeCategory);
    const before = lines.get(key);
    lines.set(key, before ?? row.line);
    masses.push(read.mass);
    if (before === undefined) continue;
    const detail = `${key} is on line ${before} as well.`;
    failures.push({ pointer: `/lines/${row.line}`, rule: 'stated-twice', detail });
  }
  return { masses, failures };
}

function readRow(row: CsvRow, decimal: '.' | ','): { mass?: StatedMass; failures: Failure[] } {
  if ('failure' in row) {
    const { hint: _, ...failure } = row.failure;
    return { failures: [failure] };
  }
  const written = massOfCells(row.cells as MassCells, decimal);
  const judged = massSchema.safeParse(written.mass);
  const known = new Set(written.failures.map(({ pointer }) => pointer));
  const failures = [...written.failures, ...issuesOf(judged, '').filter(({ pointer }) => !known.has(pointer))];
  return failures.length > 0 || !judged.success ? { failures } : { mass: judged.data, failures: [] };
}

/** Rows that say something; one more than are taken at most. */
async function rowsOf(bytes: Buffer): Promise<CsvRow[]> {
  const end = bytes.indexOf('\n');
  const delimiter = delimiterOf(bytes.subarray(0, end === -1 ? bytes.length : end).toString());
  const rows: CsvRow[] = [];
  for await (const row of csvRows(once(bytes), { delimiter, quote: '"', encoding: 'utf-8' })) {
    if ('cells' in row && Object.values(row.cells).every((cell) => cell.trim() === '')) continue;
    rows.push(row);
    if (rows.length > MASSES_MAX) break;
  }
  return rows;
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const issuesOf = (parsed: z.ZodSafeParseResult<unknown>, prefix: string): Failure[] =>
  parsed.success ? [] : failuresOf(parsed.error.issues, prefix);

const onlyFailing = (rule: string, detail: string): ReadFile => ({
  masses: [],
  failures: [{ pointer: '', rule, detail, hint: `The first line names the columns: ${MASS_COLUMNS.join(', ')}.` }],
});

const refused = (errors: Failure[]): Refusal => ({
  outcome: 'refused',
  status: 422,
  title: 'The file was not taken',
  errors,
});
