import { type Day, dayOf, MICROS_PER_SECOND, type Micros, monthOf, startOfDay } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { type CountedLife, countedLives } from './counted-lives.js';
import { type DoneForLife, doneForLives } from './done-for-lives.js';
import { contribution, described, type MeasureFamily } from './measure.js';
import { attributions, reuseCredit } from './reuse-credit.js';

/** Where use begins or stops: `start` and `pause` come once per life and absence, `end` and `resume` if they came. */
type Edge = { edge: 'start' | 'end' | 'pause' | 'resume'; at: Micros; because: string | undefined };

/**
 * Use of lives two and later as edges: +1 where use begins, -1 where it stops, and beside each the seconds from the
 * start of its month. From the two sums the use time of any month follows exactly, for open and closed lives alike,
 * without a clock in the fold (CONTRACTS P1) and without a row per month of use.
 */
export const useTimeMeasures: MeasureFamily = {
  measures: [
    { name: 'useEdges', unit: 'count', summary: 'Beginnings less endings of use, lives two and later.' },
    {
      name: 'useEdgeOffsets',
      unit: 's',
      summary: 'Seconds from the start of the month to those edges, with their sign.',
    },
    { name: 'useUnknown', unit: 'count', summary: 'Lives two and later whose use time is not known, by reason.' },
  ],
  contributions: (journey: Journey) => {
    const done = doneForLives(journey);
    return countedLives(journey)
      .filter(({ ordinal }) => ordinal >= 2)
      .flatMap((life) =>
        life.openedAt === undefined ? startUnknown(journey, life) : useOf(journey, life, done.get(life.ordinal)),
      );
  },
};

function useOf(journey: Journey, life: CountedLife, done: DoneForLife | undefined): Contribution[] {
  const credit = reuseCredit(journey, life);
  const dimensions = {
    ...attributions(life),
    country: life.country,
    ...described(journey),
    observation: life.observation,
    credit: credit.credit === 'unknown' || credit.credit === 'withheld' ? credit.reason : credit.credit,
    outcome: life.cycleOutcome,
    inventory: credit.credit === 'qualified' ? done?.inventory : undefined,
  };
  return edgesOf(life).flatMap(({ edge, at, because }) => {
    const sign = edge === 'start' || edge === 'resume' ? 1n : -1n;
    const cell = {
      at,
      effectiveOn: laterOf(dayOf(at), life.inferred ? undefined : life.windowEndsOn),
      because: [life.openedBy, because],
      dimensions: { ...dimensions, edge },
    };
    return [
      contribution({ ...cell, measure: 'useEdges', amount: sign }),
      contribution({ ...cell, measure: 'useEdgeOffsets', amount: sign * secondsIntoMonth(at) }),
    ];
  });
}

function edgesOf({ openedAt = 0, closedAt, openedBy, closedBy, pauses }: CountedLife): Edge[] {
  const end = closedAt === undefined ? Number.POSITIVE_INFINITY : Math.max(openedAt, closedAt);
  const edges: Edge[] = [{ edge: 'start', at: openedAt, because: openedBy }];
  for (const { from, until = Number.POSITIVE_INFINITY } of pauses) {
    const [away, back] = [Math.max(openedAt, from), Math.min(end, until)];
    if (away >= back) continue;
    edges.push({ edge: 'pause', at: away, because: undefined });
    if (back !== Number.POSITIVE_INFINITY) edges.push({ edge: 'resume', at: back, because: undefined });
  }
  if (end !== Number.POSITIVE_INFINITY) edges.push({ edge: 'end', at: end, because: closedBy });
  return edges;
}

function startUnknown(journey: Journey, life: CountedLife): Contribution[] {
  const at = journey.firstCounted?.at;
  if (at === undefined) return [];
  return [
    contribution({
      measure: 'useUnknown',
      at,
      because: [life.openedBy],
      dimensions: { ...attributions(life), country: life.country, ...described(journey), reason: 'start-unknown' },
    }),
  ];
}

/** Whole seconds; what is smaller is cut off at each edge. */
const secondsIntoMonth = (at: Micros): bigint =>
  BigInt(Math.floor(at / MICROS_PER_SECOND) - startOfDay(`${monthOf(at)}-01`) / MICROS_PER_SECOND);

/** An edge counts when its day is closed, and not before its life does. */
const laterOf = (day: Day, other: Day | undefined): Day => (other !== undefined && other > day ? other : day);
