import { Rational } from '#kernel';
import type { Activity } from './activity.js';
import type { Indicator } from './indicator.js';
import type { Intensity } from './intensity.js';
import { activitiesIn } from './inventory.js';
import type { Produced, Unknown } from './quantity.js';

/** What was done to a device or to several, and how much of each in all of them. */
export interface Refurbishing {
  /** By `inventoryOf`; the same for each of the devices. */
  inventory: string;
  /** One per kind and slot, item or mode, or more; those without an amount say nothing that the inventory does not. */
  amounts: readonly Activity[];
}

/**
 * Impact of refurbishing. Unknown, with the first reason, if energy or transport was not reported, an amount is missing,
 * or no intensity is known for what was done: a refurbishment is never taken to cost nothing.
 */
export function refurbishingImpact(
  { inventory, amounts }: Refurbishing,
  intensities: readonly Intensity[],
  indicator: Indicator,
): Produced | Unknown {
  const listed = activitiesIn(inventory);
  if (listed === undefined) return { unknown: 'too-many-activities' };
  if (listed.some(({ kind, isMeasured }) => kind === 'energy' && !isMeasured))
    return { unknown: 'energy-not-reported' };
  if (!listed.some(({ kind }) => kind === 'transport')) return { unknown: 'transport-not-reported' };
  const intensityOf = ({ kind, of }: Activity) =>
    intensities.find((one) => one.kind === kind && one.indicator === indicator && (one.of ?? of) === of);
  for (const { isMeasured, ...activity } of listed) {
    if (!isMeasured) return { unknown: `${activity.kind}-amount-unknown` };
    if (intensityOf(activity) === undefined) return { unknown: `no-intensity-for-${activity.kind}` };
  }
  const amount = amounts.reduce(
    (sum, one) => sum.add(unitsOf(one).mul(intensityOf(one)?.perUnit ?? 0)),
    new Rational(0),
  );
  return { sense: 'produced', per: 'device', indicator, amount };
}

/** Kilowatt hours, kilograms, or kilograms carried one kilometre: what intensities are per. */
const unitsOf = ({ amount = 0n }: Activity): Rational => new Rational(amount).div(1_000_000);
