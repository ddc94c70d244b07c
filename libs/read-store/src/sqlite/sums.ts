import type { Scalar, Sum, SumOptions, Where } from '../port.js';
import type { Collection } from './collection.js';
import { both, conditions, expression } from './conditions.js';
import { tableOf } from './fields.js';
import type { Statements } from './statements.js';

/** Amounts of up to 18 digits are summed by SQLite in two halves, so that 64 bits cannot overflow. */
const HALF = 1_000_000_000n;
const DIGITS_MAX = 18;

/** Exact sums of a decimal-string or integer field; a document without the field adds nothing. */
export function sum(statements: Statements, collection: Collection, { where, groupBy, field }: SumOptions): Sum[] {
  const amount = expression(collection, field);
  const groups = groupBy.map((each) => expression(collection, each));
  const { text, values } = both(conditions(collection, where));
  const whole = `CAST(${amount} AS INTEGER)`;
  const columns = [
    ...groups.map((group, index) => `${group} AS g${index}`),
    'COUNT(*) AS amounts',
    `COALESCE(MAX(LENGTH(LTRIM(${amount}, '-'))), 0) AS digits`,
    `COALESCE(SUM(${whole} / ${HALF}), 0) AS high`,
    `COALESCE(SUM(${whole} % ${HALF}), 0) AS low`,
  ];
  const from = `FROM ${tableOf(collection.name)} WHERE ${text} AND ${amount} IS NOT NULL`;
  const by =
    groups.length === 0 ? 'HAVING COUNT(*) > 0' : `GROUP BY ${groups.join(', ')} ORDER BY ${groups.join(', ')}`;
  const rows = statements
    .of<Record<string, bigint | string | number | null>>(`SELECT ${columns.join(', ')} ${from} ${by}`)
    .safeIntegers()
    .all(...values);
  return rows.map((row) => {
    const group = Object.fromEntries(groupBy.map((each, index) => [each, scalar(row[`g${index}`])]));
    const long = Number(row.digits) > DIGITS_MAX;
    const total = long
      ? longSum(statements, collection, { where: { ...where, ...group }, field })
      : BigInt(row.high ?? 0) * HALF + BigInt(row.low ?? 0);
    return { group, sum: total, count: Number(row.amounts) };
  });
}

function longSum(
  statements: Statements,
  collection: Collection,
  { where, field }: { where: Where; field: string },
): bigint {
  const amount = expression(collection, field);
  const { text, values } = both(conditions(collection, where));
  let total = 0n;
  const rows = statements
    .of<{ amount: string }>(
      `SELECT CAST(${amount} AS TEXT) AS amount FROM ${tableOf(collection.name)} WHERE ${text} AND ${amount} IS NOT NULL`,
    )
    .iterate(...values);
  for (const row of rows) total += BigInt(row.amount);
  return total;
}

const scalar = (value: bigint | string | number | null | undefined): Scalar =>
  typeof value === 'bigint' ? Number(value) : (value ?? null);
