import type { Activity, ActivityKind, DatedActivity } from '#impact/domain';
import type { Journey } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { type CountedLife, countedLives } from './counted-lives.js';
import { type DoneForLife, doneForLives } from './done-for-lives.js';
import { contribution, described, type MeasureFamily } from './measure.js';
import { attributions, reuseCredit } from './reuse-credit.js';

/**
 * How much was done for lives that may be credited with avoided impact, in the month in which they opened and due with
 * them: what reuse caused is set against what it avoids in the same place.
 */
export const reuseActivityMeasures: MeasureFamily = {
  measures: [
    { name: 'reuseEnergy', unit: 'mWh', summary: 'Energy of refurbishing for credited lives.' },
    { name: 'reuseMaterial', unit: 'mg', summary: 'New parts, accessories and packaging for credited lives.' },
    { name: 'reuseTransport', unit: 'mg km', summary: 'Mass of devices times the way carried for credited lives.' },
  ],
  contributions: (journey: Journey) => {
    const done = doneForLives(journey);
    return countedLives(journey).flatMap((life) => amountsOf(journey, life, done.get(life.ordinal)));
  },
};

const MEASURE_OF: Readonly<Record<ActivityKind, string>> = {
  energy: 'reuseEnergy',
  part: 'reuseMaterial',
  accessory: 'reuseMaterial',
  packaging: 'reuseMaterial',
  transport: 'reuseTransport',
};

function amountsOf(journey: Journey, life: CountedLife, done: DoneForLife | undefined): Contribution[] {
  const { openedAt: at, openedBy, windowEndsOn: effectiveOn, country } = life;
  const credit = reuseCredit(journey, life);
  if (done === undefined || at === undefined || credit.credit !== 'qualified') return [];
  const { inventory, activities } = done;
  const { outcome } = credit;
  const dimensions = { ...attributions(life), country, ...described(journey), outcome, inventory };
  return [...summed(activities).values()].map(({ kind, of, amount, because }) =>
    contribution({
      measure: MEASURE_OF[kind],
      at,
      effectiveOn,
      amount,
      because: [openedBy, ...because],
      dimensions: { ...dimensions, activity: kind, of },
    }),
  );
}

type Summed = Activity & { amount: bigint; because: readonly string[] };

/** Activities of one kind and slot, item or mode as one; those without an amount are in the inventory alone. */
function summed(activities: readonly DatedActivity[]): Map<string, Summed> {
  const sums = new Map<string, Summed>();
  for (const { kind, of, amount, eventId } of activities) {
    if (amount === undefined || amount === 0n) continue;
    const key = `${kind}:${of}`;
    const before = sums.get(key);
    const because = [...(before?.because ?? []), eventId];
    sums.set(key, { kind, ...(of === undefined ? {} : { of }), amount: (before?.amount ?? 0n) + amount, because });
  }
  return sums;
}
