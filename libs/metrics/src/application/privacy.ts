import type { Refusal } from '#kernel';
import type { Figure } from '../domain/figure.js';
import type { MeasureReader } from '../domain/measure-reader.js';
import { ATTRIBUTIONS, type Metric, type Question } from '../domain/metric.js';
import { GroupSizes, SEEN_MAX } from './group-sizes.js';
import type { MetricScope } from './metric-request.js';
import { Populations, populationOf, populationRows } from './populations.js';

/** Devices that are looked at for each group of an answer before groups are looked up one by one. */
const SEEN_PER_GROUP = 200;

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
  const rows = await reader.read(populationRows(metric, question));
  const populations = new Populations(metric, question, rows);
  const keys = new Set(figures.map((figure) => populations.keyOf(figure)));
  const seenMax = Math.min(SEEN_MAX, keys.size * SEEN_PER_GROUP);
  const large = await populations.large(figures, new GroupSizes(reader, [populationOf(metric, question)], seenMax));
  return {
    shown: figures.filter((figure) => large.has(populations.keyOf(figure))),
    withheld: [...keys].filter((key) => !large.has(key)).length,
  };
}
