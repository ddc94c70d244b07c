import { Rational } from '#kernel';
import { LIFETIMES_ASSUMPTION } from '../average-lifetime.js';
import type { Figure } from '../figure.js';
import { type CircularFlows, circularityOf } from '../formulas/material-circularity.js';
import type { Columns, Question, Tables } from '../metric.js';
import { RECYCLING_EFFICIENCIES } from '../recycling-efficiencies.js';
import { groupKey, tally, without } from '../tally.js';
import { type Lifetimes, lifetimesOf, withoutAverage } from './lifetime.js';

const { edition, central, lower, upper } = RECYCLING_EFFICIENCIES;

const ASSUMPTIONS = [
  'MCI of the Ellen MacArthur Foundation 2020, LFI = (V + W) / (2M + (WF - WC) / 2)',
  `${edition}: EF ${central.feedstock}, EC ${central.recycling}, assumed and unconfirmed; bounds: half is lost, nothing is`,
  LIFETIMES_ASSUMPTION,
];

/** The names of UNTP's circularity scorecard, the index that it rests on, and the variant that others publish. */
export const SCORES = [
  'materialCircularityIndicator',
  'recycledContent',
  'utilityFactor',
  'linearFlowIndex',
  'materialCircularityIndicatorSimplified',
] as const;
type Score = (typeof SCORES)[number];

const MILLIGRAMS = 1_000_000;

/** Masses and use summed over the group, then one indicator. Groups without mass or use have none. */
export const circularity =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const by = question.by.filter((name) => name !== 'score');
    const masses = massesOf(question, tables, by, columns);
    const wanted = SCORES.filter((score) => question.where.score === undefined || question.where.score.includes(score));
    return lifetimesOf(question, tables, by, columns).flatMap((group) => {
      const flows = flowsIn(group, masses);
      return wanted.map((score) => ({
        dimensions: { ...group.dimensions, score },
        period: group.period,
        ...scored(score, flows, group),
        known: group.devices,
        pending: 0n,
        unknown: withoutAverage(group),
      }));
    });
  };

type Masses = ReadonlyMap<string, ReadonlyMap<string, bigint>>;

/** By group and category, by flow. */
function massesOf(question: Question, tables: Tables, by: readonly string[], columns: Columns): Masses {
  const found = new Map<string, Map<string, bigint>>();
  const names = [...new Set([...by, 'category', 'flow'])];
  for (const { dimensions, period, amount } of tally(tables.mass ?? [], names, question, columns).values()) {
    const key = groupKey(without(dimensions, 'flow'), period);
    const flows = found.get(key) ?? new Map<string, bigint>();
    found.set(key, flows.set(dimensions.flow ?? '', amount));
  }
  return found;
}

/** Kilograms. */
function flowsIn({ parts }: Lifetimes, masses: Masses): CircularFlows {
  const sum = (flow: string) =>
    new Rational([...parts].reduce((total, key) => total + (masses.get(key)?.get(flow) ?? 0n), 0n)).div(MILLIGRAMS);
  return {
    mass: sum('feedstock'),
    virgin: sum('virgin'),
    recycled: sum('recycled'),
    toRecycling: sum('toRecycling'),
    discarded: sum('discarded'),
  };
}

type Scored = Pick<Figure, 'value' | 'numerator' | 'denominator' | 'lower' | 'upper' | 'assumptions' | 'unit'>;

function scored(score: Score, flows: CircularFlows, { used, usual, devices }: Lifetimes): Scored {
  if (devices === 0n || flows.mass.lte(0) || used.lte(0)) return { value: null, numerator: null, denominator: null };
  const utility = used.div(usual);
  const [found, least, most] = [central, lower, upper].map((one) => circularityOf(flows, utility, one));
  const bounds = (of: (one: NonNullable<typeof found>) => Rational): Scored => {
    if (found === undefined || least === undefined || most === undefined) throw new TypeError('Three were asked for.');
    const [a, b] = [of(least), of(most)];
    const range = a.gt(b) ? { lower: b, upper: a } : { lower: a, upper: b };
    return { value: of(found), numerator: null, denominator: null, ...range, assumptions: ASSUMPTIONS };
  };
  switch (score) {
    case 'materialCircularityIndicator':
      return bounds(({ indicator }) => indicator);
    case 'materialCircularityIndicatorSimplified':
      return bounds(({ simplified }) => simplified.indicator);
    case 'linearFlowIndex':
      return bounds(({ linearFlow }) => linearFlow);
    case 'recycledContent':
      return ratio(flows.recycled, flows.mass);
    case 'utilityFactor':
      return { ...ratio(used, usual), assumptions: [LIFETIMES_ASSUMPTION] };
  }
}

const ratio = (numerator: Rational, denominator: Rational): Scored => ({
  value: numerator.div(denominator),
  numerator,
  denominator,
});
