import {
  ACTIVITY_KINDS,
  type Activity,
  type DeviceKind,
  type FactorSet,
  isAbsolute,
  type Refurbishing,
} from '#impact/domain';
import type { Dimensions, MeasureRow } from '#projections/domain';
import type { Columns, Question, Source, Tables } from '../metric.js';
import { groupKey, tally, without } from '../tally.js';

/** What lives are told apart by, so that each group of them is known to a factor set, or unknown, as one. */
export const APART: readonly string[] = ['category', 'model', 'inventory'];

/** Published differences are given per category. */
export const creditedBy = (factorSet: FactorSet): readonly string[] => (isAbsolute(factorSet) ? APART : ['category']);

/** What was done for credited lives: needed where a set says what devices cause, not what reuse avoids. */
export const REUSE_SOURCES: Readonly<Record<string, Source>> = {
  energy: doneFor('reuseEnergy'),
  material: doneFor('reuseMaterial'),
  transport: doneFor('reuseTransport'),
};

function doneFor(measure: string): Source {
  return { measure, has: ['outcome'], split: [...APART, 'activity', 'of'] };
}

type Sources = Readonly<Record<string, Source>>;

/** Of a metric's sources those that a factor set needs, no further broken down than it needs them. */
export const neededBy =
  (sources: Sources) =>
  (factorSet: FactorSet): Sources => {
    const by = creditedBy(factorSet);
    const isNeeded = (name: string) => by.includes(name) || !APART.includes(name);
    const needed = Object.entries(sources).filter(([name]) => isAbsolute(factorSet) || !(name in REUSE_SOURCES));
    return Object.fromEntries(
      needed.map(([name, source]) => [name, { ...source, split: (source.split ?? []).filter(isNeeded) }]),
    );
  };

export const kindOf = ({ category, model }: Dimensions): DeviceKind => ({ category, model });

/** How much was done for the lives of each group and period; `by` as the groups are made. */
export function refurbishings(
  question: Question,
  tables: Tables,
  by: readonly string[],
  columns: Columns,
): (dimensions: Dimensions, period: string) => Refurbishing {
  const amounts = new Map<string, Activity[]>();
  const rows: MeasureRow[] = Object.keys(REUSE_SOURCES).flatMap((name) => tables[name] ?? []);
  for (const { dimensions, period, amount } of tally(rows, [...by, 'activity', 'of'], question, columns).values()) {
    const kind = ACTIVITY_KINDS.find((known) => known === dimensions.activity);
    if (kind === undefined) continue;
    const key = groupKey(without(dimensions, 'activity', 'of'), period);
    const { of } = dimensions;
    amounts.set(key, [...(amounts.get(key) ?? []), { kind, ...(of === undefined ? {} : { of }), amount }]);
  }
  return (dimensions, period) => ({
    inventory: dimensions.inventory ?? '',
    amounts: amounts.get(groupKey(dimensions, period)) ?? [],
  });
}
