import type { MetricDefinition } from '../commands/metrics.js';
import type { ApiClient } from '../connection/api-client.js';
import { type Cell, table } from '../console/table.js';
import type { Terminal } from '../console/terminal.js';
import { figure, type MetricRow, unitWord } from '../views/metric-rows.js';

const YEARS_SHOWN = 4;
const ROWS_PER_METRIC_MAX = 6;

interface Series {
  metric: string;
  group: string;
  unit: string;
  byYear: Map<string, MetricRow>;
}

/** Every metric of the fleet as a whole, a column for each of the last years up to the present one. */
export async function metricsByYear(
  client: Pick<ApiClient, 'get'>,
  terminal: Terminal,
  present: string,
): Promise<string> {
  const { items } = await client.get<{ items: MetricDefinition[] }>('/v1/metrics');
  const series: Series[] = [];
  for (const definition of items) {
    const { rows } = await client.get<{ rows: MetricRow[] }>(`/v1/metrics/${definition.name}`, { period: 'year' });
    series.push(...seriesOf(definition, rows).slice(0, ROWS_PER_METRIC_MAX));
  }
  const told = new Set(series.flatMap(({ byYear }) => [...byYear.keys()]));
  // Scenarios reach far into the future, where nothing has been observed.
  const years = [...told]
    .filter((year) => year <= present)
    .sort()
    .slice(-YEARS_SHOWN);
  return table(
    terminal,
    [
      { title: 'metric' },
      { title: 'of' },
      ...years.map((title) => ({ title, align: 'right' as const })),
      { title: '' },
    ],
    series.map(({ metric, group, unit, byYear }): Cell[] => [
      metric,
      group,
      ...years.map((year) => figure(byYear.get(year)?.value ?? null, unit)),
      unitWord(unit),
    ]),
  );
}

function seriesOf({ title }: MetricDefinition, rows: readonly MetricRow[]): Series[] {
  const groups = new Map<string, Series>();
  for (const row of rows) {
    if (row.value === null || row.dimensions.unknown !== undefined) continue;
    const group = Object.values(row.dimensions)
      .map((name) => name ?? 'unknown')
      .join(', ');
    const series = groups.get(`${group}/${row.unit}`) ?? { metric: title, group, unit: row.unit, byYear: new Map() };
    series.byYear.set(row.period, row);
    groups.set(`${group}/${row.unit}`, series);
  }
  return [...groups.values()];
}
