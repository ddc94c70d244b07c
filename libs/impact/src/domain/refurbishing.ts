import { Rational } from '#kernel';
import type { Journey, PartChange } from '#lifecycle/domain';
import type { Indicator } from './indicator.js';
import type { Produced, Unknown } from './quantity.js';

/** What refurbishing took, as far as the device's own events say. */
export type Activity =
  | { kind: 'energy'; kWh: Rational }
  | { kind: 'part'; slot: string; massKg?: Rational }
  | { kind: 'accessory' | 'packaging'; item: string; massKg?: Rational }
  | { kind: 'transport'; mode: string; distanceKm?: Rational };

/** Impact of one unit of an activity: per kWh, per kg, or per km. An edition of its own when one is imported. */
export interface Intensity {
  kind: Activity['kind'];
  /** Slot, item or mode; absent: every one of the kind. */
  of?: string;
  indicator: Indicator;
  perUnit: string;
}

const NEW_PARTS: readonly PartChange['origin'][] = ['new_oem', 'new_aftermarket'];

/** Energy, new parts, accessories, packaging and transport that counted events report. */
export function activitiesOf(journey: Journey): Activity[] {
  const energy = journey.energy.flatMap(({ energyKWh }): Activity[] =>
    energyKWh === undefined ? [] : [{ kind: 'energy', kWh: new Rational(energyKWh) }],
  );
  const parts = journey.parts
    .filter(({ change, origin }) => change === 'installed' && NEW_PARTS.includes(origin))
    .map(({ slot, massMg }): Activity => ({ kind: 'part', slot, ...kilograms(massMg) }));
  const reported = journey.entries.flatMap(({ event: { type, data }, standing }): Activity[] => {
    if (standing.standing !== 'counted') return [];
    const massKg = typeof data.massKg === 'number' ? { massKg: new Rational(data.massKg) } : {};
    if (type === 'AccessoryAdded') return [{ kind: 'accessory', item: String(data.kind), ...massKg }];
    if (type === 'PackagingUsed') return [{ kind: 'packaging', item: String(data.kind), ...massKg }];
    if (type !== 'TransportScanned' || data.mode === undefined) return [];
    const distance = typeof data.distanceKm === 'number' ? { distanceKm: new Rational(data.distanceKm) } : {};
    return [{ kind: 'transport', mode: String(data.mode), ...distance }];
  });
  return [...energy, ...parts, ...reported];
}

/**
 * Impact of refurbishing one device. Unknown, with the first reason in canonical order, if energy or transport was not
 * reported, an amount is missing, or no intensity is known for what was: a refurbishment is never taken to cost nothing.
 */
export function refurbishingImpact(
  activities: readonly Activity[],
  intensities: readonly Intensity[],
  indicator: Indicator,
): Produced | Unknown {
  for (const needed of ['energy', 'transport'] as const)
    if (!activities.some(({ kind }) => kind === needed)) return { unknown: `${needed}-not-reported` };
  let amount = new Rational(0);
  for (const activity of activities) {
    const units = unitsOf(activity);
    if (units === undefined) return { unknown: `${activity.kind}-amount-unknown` };
    const intensity = intensities.find(
      (one) =>
        one.kind === activity.kind && one.indicator === indicator && (one.of ?? keyOf(activity)) === keyOf(activity),
    );
    if (intensity === undefined) return { unknown: `no-intensity-for-${activity.kind}` };
    amount = amount.add(units.mul(intensity.perUnit));
  }
  return { sense: 'produced', per: 'device', indicator, amount };
}

function unitsOf(activity: Activity): Rational | undefined {
  if (activity.kind === 'energy') return activity.kWh;
  return activity.kind === 'transport' ? activity.distanceKm : activity.massKg;
}

function keyOf(activity: Activity): string | undefined {
  if (activity.kind === 'energy') return undefined;
  if (activity.kind === 'part') return activity.slot;
  return activity.kind === 'transport' ? activity.mode : activity.item;
}

const kilograms = (massMg: number | undefined) =>
  massMg === undefined ? {} : { massKg: new Rational(massMg).div(1_000_000) };
