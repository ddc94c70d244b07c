import { type Cell, table } from '../console/table.js';
import type { Terminal } from '../console/terminal.js';

/** A row of `GET /v1/metrics/{name}`: numbers come exact, as text or number. */
export interface MetricRow {
  dimensions: Record<string, string | null>;
  period: string;
  value: number | string | null;
  numerator?: number | string | null;
  denominator?: number | string | null;
  unit: string;
  status?: string;
  coverage?: Json;
}
type Json = unknown;

/** Values under their dimensions: one line per group and period. */
export function metricTable(terminal: Terminal, rows: readonly MetricRow[]): string {
  if (rows.length === 0) return 'No value: nothing was reported that it could be computed from.';
  const dimensions = [...new Set(rows.flatMap((row) => Object.keys(row.dimensions)))];
  return table(
    terminal,
    [
      { title: 'period' },
      ...dimensions.map((title) => ({ title })),
      { title: 'value', align: 'right' as const },
      { title: 'unit' },
      { title: 'of', align: 'right' as const },
      { title: 'status' },
    ],
    rows.map((row): Cell[] => [
      row.period,
      ...dimensions.map((name) => dimensionText(row, name)),
      figure(row.value, row.unit),
      unitWord(row.unit),
      figure(row.denominator ?? null, ''),
      row.status,
    ]),
  );
}

/** `null` is not known; a dimension that the row does not have is left out. */
const dimensionText = ({ dimensions }: MetricRow, name: string): string =>
  name in dimensions ? (dimensions[name] ?? 'unknown') : '';

const DECIMALS = 3;
const PER_CENT_DECIMALS = 1;

/** Shares as percent, other numbers with at most three decimals; unknown is a dash. */
export function figure(value: number | string | null, unit: string): string {
  if (value === null) return '-';
  const number = Number(value);
  if (Number.isNaN(number)) return String(value);
  if (isShare(unit)) return `${(number * 100).toFixed(PER_CENT_DECIMALS)} %`;
  return number.toLocaleString('en', { maximumFractionDigits: DECIMALS, useGrouping: true });
}

const isShare = (unit: string) => unit === 'ratio' || unit === 'share' || unit === 'fraction' || unit === '1';
/** Shares are told in per cent, without a unit. */
export const unitWord = (unit: string) => (isShare(unit) ? '' : unit);
