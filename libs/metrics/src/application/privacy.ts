import type { Refusal } from '#kernel';
import type { MeasureQuery, MeasureRow } from '#projections/domain';
import type { Figure } from '../domain/figure.js';
import type { MeasureReader } from '../domain/measure-reader.js';
import { ATTRIBUTIONS, column, type Metric, measureQuery, type Question } from '../domain/metric.js';
import { monthsOf, periodOf } from '../domain/period.js';
import { dimensionsOf, groupKey } from '../domain/tally.js';
import type { MetricScope } from './metric-request.js';

/** A network total is shown to partners from this size on (CONTRACTS H6). */
export const MIN_PARTNERS = 3;
export const MIN_DEVICES = 20;

/** A partner that breaks down or filters by who it is credited to gets its own rows, and nobody else's. */
export function ownRows(question: Question, scope: MetricScope): Question | Refusal {
  if (scope.kind === 'all') return question;
  const attribution = attributionOf(question);
  if (attribution === undefined) return question;
  const asked = question.where[attribution];
  if (asked?.some((value) => value !== scope.partnerId)) {
    const detail = `Rows of another ${attribution} are for auditors and operators.`;
    const errors = [{ pointer: `/query/${attribution}`, rule: 'not-your-rows', detail }];
    return { outcome: 'refused', status: 403, title: 'Rows of other partners', errors };
  }
  return { ...question, where: { ...question.where, [attribution]: [scope.partnerId] } };
}

export const attributionOf = ({ by, where }: Question): string | undefined =>
  ATTRIBUTIONS.find((name) => by.includes(name) || where[name] !== undefined);

/** Leaves out every group that shows too few partners or devices to hide the single ones in. */
export async function networkTotals(
  figures: readonly Figure[],
  metric: Metric,
  question: Question,
  reader: MeasureReader,
): Promise<{ shown: Figure[]; withheld: number }> {
  const query = populationQuery(metric, question);
  const names = namesOf(metric, question, query);
  const rows = await reader.read({ ...query, groupBy: [...query.groupBy, partnerColumn(metric)] });
  const verdicts = new Map<string, Promise<boolean>>();
  const shown: Figure[] = [];
  for (const figure of figures) {
    const group = pick(figure.dimensions, names);
    const key = groupKey(group, figure.period);
    const verdict = verdicts.get(key) ?? isLarge(group, figure.period);
    verdicts.set(key, verdict);
    if (await verdict) shown.push(figure);
  }
  const judged = await Promise.all(verdicts.values());
  return { shown, withheld: judged.filter((large) => !large).length };

  async function isLarge(group: Figure['dimensions'], period: string): Promise<boolean> {
    const inside = rows.filter(({ amount, ...row }) => amount > 0n && isIn(row, group, period));
    const partners = new Set(inside.flatMap(({ dimensions }) => dimensions[partnerColumn(metric)] ?? []));
    const counted = inside.reduce((sum, { amount }) => sum + amount, 0n);
    if (partners.size < MIN_PARTNERS || counted < BigInt(MIN_DEVICES)) return false;
    return holdsDevices(reader, cellQuery(group, period));
  }

  function isIn(row: Pick<MeasureRow, 'dimensions' | 'period'>, group: Figure['dimensions'], period: string): boolean {
    if (groupKey(dimensionsOf(row.dimensions, names, metric.columns), '') !== groupKey(group, '')) return false;
    const label = periodOf(row.period, question.period);
    return metric.population.cumulative ? label <= period : label === period;
  }

  function cellQuery(group: Figure['dimensions'], period: string): MeasureQuery {
    const months = monthsOf(period);
    const exact = names.map((name) => [column(metric.columns, name), [group[name] ?? null]]);
    const from = metric.population.cumulative ? undefined : months[0];
    const { from: _, to: __, ...rest } = query;
    const to = months.at(-1);
    return {
      ...rest,
      where: { ...query.where, ...Object.fromEntries(exact) },
      groupBy: [],
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
  }
}

/** Pages may be short; after this many the group is taken to be small rather than scanned on. */
const MAX_PAGES = 20;

async function holdsDevices(reader: MeasureReader, query: MeasureQuery): Promise<boolean> {
  const devices = new Set<string>();
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = { limit: MIN_DEVICES, ...(after === undefined ? {} : { after }) };
    const { subjects, next } = await reader.subjects(query, asked);
    for (const { deviceId, amount } of subjects) if (amount > 0n) devices.add(deviceId);
    if (devices.size >= MIN_DEVICES) return true;
    if (next === undefined) return false;
    after = next;
  }
  return false;
}

const partnerColumn = ({ columns }: Metric) => column(columns, 'partner');

const populationQuery = (metric: Metric, question: Question): MeasureQuery =>
  measureQuery(metric.population, question, metric.columns);

const namesOf = ({ columns }: Metric, { by }: Question, { groupBy }: MeasureQuery): string[] =>
  by.filter((name) => groupBy.includes(column(columns, name)));

const pick = (dimensions: Figure['dimensions'], names: readonly string[]) =>
  Object.fromEntries(Object.entries(dimensions).filter(([name]) => names.includes(name)));
