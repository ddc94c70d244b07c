import { type Cell, table } from '../console/table.js';
import type { Terminal } from '../console/terminal.js';
import { figure } from './metric-rows.js';

/** `GET /v1/metrics/{name}/compare`, as far as it is shown. */
export interface Comparison {
  sets: { factorSet: string; than: string; why: { reason: string; detail: string }[] }[];
  rows: {
    dimensions: Record<string, string | null>;
    period: string;
    unit: string;
    values: { factorSet: string; value: number | null }[];
    differences: { factorSet: string; absolute: number | null; why: string[] }[];
  }[];
}

/** A line per group, period and set, and under them why the sets differ. */
export function comparisonText(terminal: Terminal, { sets, rows }: Comparison): string {
  if (rows.length === 0) return 'No value: nothing was reported that it could be computed from.';
  const names = [...new Set(rows.flatMap(({ dimensions }) => Object.keys(dimensions)))];
  const lines = rows.flatMap(({ dimensions, period, unit, values, differences }) =>
    values.map(({ factorSet, value }): Cell[] => {
      const difference = differences.find((one) => one.factorSet === factorSet);
      return [
        period,
        ...names.map((name) => dimensions[name] ?? 'unknown'),
        factorSet,
        figure(value, unit),
        difference === undefined ? '' : figure(difference.absolute, unit),
        unit,
        difference?.why.join('; ') ?? '',
      ];
    }),
  );
  const columns = [
    { title: 'period' },
    ...names.map((title) => ({ title })),
    { title: 'set' },
    { title: 'value', align: 'right' as const },
    { title: 'difference', align: 'right' as const },
    { title: 'unit' },
    { title: '' },
  ];
  const reasons = sets.flatMap(({ factorSet, than, why }) => [
    `${factorSet} against ${than}:`,
    ...why.map(({ reason, detail }) => `  ${reason}: ${detail}`),
  ]);
  return [table(terminal, columns, lines), '', ...reasons].join('\n');
}
