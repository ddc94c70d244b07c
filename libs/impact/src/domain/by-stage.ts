import { Rational } from '#kernel';
import { lifetimeOf } from './avoided.js';
import type { AbsoluteSet } from './factor-set.js';
import { type DeviceKind, type NewDevice, newDeviceOf, useOver } from './new-device.js';
import { type AvoidedTotal, isUnknown, type Produced, UnitsMixed, type Unknown } from './quantity.js';
import { type Refurbishing, refurbishingImpact } from './refurbishing.js';

export interface RefurbishedDevice {
  /** Refurbishing, and the stages that the refurbished life adds. */
  produced: Produced | Unknown;
  years: Rational;
  /** Years of use for which the difference is credited. */
  creditedYears: Rational;
}

/** `(I_new / Y_new - I_ref / Y_ref) x Y_credit`, unknown while either side is. */
export function avoidedByStages(
  fresh: Pick<NewDevice, 'produced' | 'years'> | Unknown,
  refurbished: RefurbishedDevice,
): AvoidedTotal | Unknown {
  const { produced, years, creditedYears } = refurbished;
  if (isUnknown(fresh)) return fresh;
  if (isUnknown(produced)) return produced;
  const { indicator, amount, bounds = { lower: amount, upper: amount } } = fresh.produced;
  if (produced.indicator !== indicator) throw new UnitsMixed(`${produced.indicator} is not ${indicator}.`);
  const credited = years.equals(creditedYears) ? new Rational(1) : creditedYears.div(years);
  const whole = (ofNew: Rational) => ofNew.div(fresh.years).mul(creditedYears).sub(produced.amount.mul(credited));
  return {
    sense: 'avoided',
    indicator,
    lower: whole(bounds.lower),
    central: whole(amount),
    upper: whole(bounds.upper),
  };
}

/** Lives of one kind of device together: what they were used for, and all that refurbishing them took. */
export interface ReusedLives {
  kind: DeviceKind;
  years: Rational;
  refurbishing: Refurbishing;
}

/**
 * What lives avoid against new devices used for as long: their real years of use and what the devices' own events say
 * of refurbishing. Using the device causes the same whoever made it new; its end of life comes once, in either case.
 */
export function avoidedByReuse(
  set: AbsoluteSet,
  { kind, years, refurbishing }: ReusedLives,
  indicator: AvoidedTotal['indicator'],
): AvoidedTotal | Unknown {
  const { intensities = [] } = set;
  if (intensities.length === 0) return { unknown: 'refurbishing-impact-unknown' };
  const fresh = newDeviceOf(set, kind, indicator);
  if (isUnknown(fresh)) return fresh;
  const took = refurbishingImpact(refurbishing, intensities, indicator);
  if (isUnknown(took)) return took;
  const use = useOver(fresh, years);
  if (isUnknown(use)) return use;
  const produced = { ...took, amount: took.amount.add(use.amount) };
  return avoidedByStages(fresh, { produced, years, creditedYears: years });
}

/** What so many lives are expected to avoid over the years of use that the set assumes of a refurbished device. */
export function expectedByReuse(
  set: AbsoluteSet,
  { kind, refurbishing, count }: Omit<ReusedLives, 'years'> & { count: bigint },
  indicator: AvoidedTotal['indicator'],
): AvoidedTotal | Unknown {
  const assumed = lifetimeOf(set.lifetimes, kind.category)?.refurbishedYears;
  const years = new Rational(assumed ?? 0).mul(count);
  const avoided = avoidedByReuse(set, { kind, years, refurbishing }, indicator);
  return assumed === undefined && !isUnknown(avoided) ? { unknown: 'no-lifetime' } : avoided;
}
