import { Rational } from '#kernel';
import type { Dimensions, MeasureQuery } from '#projections/domain';
import type { Figure, Reason } from './figure.js';
import { ATTRIBUTES, type Metric, measureQuery, type Question, type Source, type Tables } from './metric.js';
import { groupKey, isEmpty, tally, without } from './tally.js';

const UNKNOWN = 'unknown';
const WINDOW_OPEN = 'return-window-open';

/** The readings that a metric needs to answer a question, by the name that its formula gives them. */
export function readings(metric: Metric, question: Question): Record<string, MeasureQuery> {
  const needed = Object.entries(neededSources(metric, question));
  return Object.fromEntries(needed.map(([name, source]) => [name, measureQuery(source, question, metric.columns)]));
}

/**
 * The readings behind a value, for whoever wants to see what they are made of. A filter on a dimension that shares are
 * taken over leaves the whole as it is: what it selects of the whole is a reading of its own, named `<whole>Selected`.
 */
export function readingsBehind(metric: Metric, question: Question): Record<string, MeasureQuery> {
  const selected = Object.entries(neededSources(metric, question)).flatMap(([name, { over, ...source }]) =>
    over === undefined || question.where[over] === undefined
      ? []
      : [[`${name}Selected`, measureQuery(source, question, metric.columns)] as const],
  );
  return { ...readings(metric, question), ...Object.fromEntries(selected) };
}

/** What these readings are of. */
export function neededSources(metric: Metric, { factorSet }: Pick<Question, 'factorSet'>): Record<string, Source> {
  const sources = metric.sourcesFor?.(factorSet) ?? metric.sources;
  return metric.unknown === undefined ? { ...sources } : { ...sources, [UNKNOWN]: byReason(metric.unknown) };
}

/** The figures, each with what is unknown of its group, followed by a figure of its own for every unknown. */
export function evaluate(metric: Metric, question: Question, tables: Tables): Figure[] {
  const shared = sharedReasons(metric, question, tables);
  const figures = metric.figures(question, tables).map((figure) => {
    const group = groupKey(baseOf(figure.dimensions, question), figure.period);
    return {
      figure,
      group,
      whole: [...figure.unknown, ...notDue(metric, figure), ...(shared.get(group)?.reasons ?? [])],
    };
  });
  const known = figures
    .filter(({ figure, whole }) => figure.known > 0n || figure.value !== null || whole.length === 0)
    .map(({ figure, whole }) => ({ ...figure, unknown: whole }));
  const own = figures.flatMap(({ figure, whole }) =>
    [...figure.unknown, ...notDue(metric, figure)].map((reason) => unknownFigure(figure, reason, figure.known, whole)),
  );
  const mostKnown = new Map<string, bigint>();
  for (const { group, figure } of figures) {
    if (figure.known > (mostKnown.get(group) ?? 0n)) mostKnown.set(group, figure.known);
  }
  const ofGroups = [...shared.entries()].flatMap(([key, { reasons, ...group }]) =>
    reasons.map((reason) => unknownFigure(group, reason, mostKnown.get(key) ?? 0n, reasons)),
  );
  return [...known, ...own, ...ofGroups];
}

const byReason = (source: Source): Source => ({ ...source, split: [...(source.split ?? []), 'reason'] });

const baseOf = (dimensions: Dimensions, { by }: Question): Dimensions =>
  without(dimensions, ...by.filter((name) => !ATTRIBUTES.includes(name)));

const notDue = ({ pendingReason: reason = WINDOW_OPEN }: Metric, { pending }: Figure): Reason[] =>
  pending > 0n ? [{ reason, count: pending }] : [];

type Group = { dimensions: Dimensions; period: string; unit?: string };

function sharedReasons(metric: Metric, question: Question, tables: Tables): Map<string, Group & { reasons: Reason[] }> {
  const names = [...question.by.filter((name) => ATTRIBUTES.includes(name)), 'reason'];
  const groups = new Map<string, Group & { reasons: Reason[] }>();
  for (const found of tally(tables[UNKNOWN] ?? [], names, question, metric.columns).values()) {
    if (isEmpty(found)) continue;
    const { reason = 'not-stated', ...dimensions } = found.dimensions;
    const key = groupKey(dimensions, found.period);
    const group = groups.get(key) ?? { dimensions, period: found.period, reasons: [] };
    const reasons = [...group.reasons, { reason, count: found.amount + found.pending }];
    groups.set(key, { ...group, reasons: reasons.sort((a, b) => (a.reason < b.reason ? -1 : 1)) });
  }
  return groups;
}

function unknownFigure(group: Group, { reason, count }: Reason, known: bigint, whole: readonly Reason[]): Figure {
  return {
    dimensions: { ...group.dimensions, unknown: reason },
    period: group.period,
    ...(group.unit === undefined ? {} : { unit: group.unit }),
    value: null,
    numerator: new Rational(count),
    denominator: null,
    known,
    pending: 0n,
    unknown: whole,
  };
}
