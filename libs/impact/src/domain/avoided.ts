import { Rational } from '#kernel';
import type { AvoidedFactor, AvoidedPerDeviceSet, AvoidedPerUseYearSet, AvoidedSet, Lifetime } from './factor-set.js';
import type { Indicator } from './indicator.js';
import {
  type Avoided,
  type AvoidedTotal,
  devices,
  type Estimate,
  type FunctionalUnit,
  isUnknown,
  type Quantity,
  UnitsMixed,
  type Unknown,
  useYears,
} from './quantity.js';

/** The factor of a category, typed by the set's functional unit. */
export function avoidedFactor(
  set: AvoidedPerUseYearSet,
  category: string | undefined,
  indicator: Indicator,
): Avoided<'device-use-year'> | Unknown;
export function avoidedFactor(
  set: AvoidedPerDeviceSet,
  category: string | undefined,
  indicator: Indicator,
): Avoided<'device'> | Unknown;
export function avoidedFactor(
  set: AvoidedSet,
  category: string | undefined,
  indicator: Indicator,
): Avoided<FunctionalUnit> | Unknown {
  if (category === undefined) return { unknown: 'category-unknown' };
  const factor = set.factors.find((one) => one.category === category && one.indicator === indicator);
  if (factor === undefined) return { unknown: 'no-factor' };
  return { sense: 'avoided', per: set.functionalUnit, indicator, estimate: estimateOf(factor) };
}

/**
 * `a x amount`: factor and quantity must be of the same functional unit, or it does not compile; where types were
 * got around, it does not run either.
 */
export function avoidedBy<Unit extends FunctionalUnit>(
  factor: Avoided<Unit>,
  quantity: Quantity<NoInfer<Unit>>,
): AvoidedTotal {
  if (factor.sense !== 'avoided') throw new UnitsMixed(`A figure of what is ${String(factor.sense)} avoids nothing.`);
  if (factor.per !== quantity.of) throw new UnitsMixed(`A factor per ${factor.per} does not multiply ${quantity.of}s.`);
  const { lower, central, upper } = factor.estimate;
  return {
    sense: 'avoided',
    indicator: factor.indicator,
    lower: lower.mul(quantity.amount),
    central: central.mul(quantity.amount),
    upper: upper.mul(quantity.amount),
  };
}

/** What `count` refurbished lives are expected to avoid: over the set's own years of use, or at once per device. */
export function expectedAvoided(
  set: AvoidedSet,
  category: string | undefined,
  indicator: Indicator,
  count: bigint,
): AvoidedTotal | Unknown {
  if (set.basis === 'avoided_per_device') {
    const factor = avoidedFactor(set, category, indicator);
    return isUnknown(factor) ? factor : avoidedBy(factor, devices(count));
  }
  const factor = avoidedFactor(set, category, indicator);
  if (isUnknown(factor)) return factor;
  const years = lifetimeOf(set.lifetimes, category)?.refurbishedYears;
  if (years === undefined) return { unknown: 'no-lifetime' };
  return avoidedBy(factor, useYears(new Rational(years).mul(count)));
}

/** What measured years of use have avoided: only sets that count per year of use can say. */
export function realisedAvoided(
  set: AvoidedSet,
  category: string | undefined,
  indicator: Indicator,
  use: Quantity<'device-use-year'>,
): AvoidedTotal | Unknown {
  if (set.basis !== 'avoided_per_use_year') return { unknown: 'set-has-no-factor-per-year-of-use' };
  const factor = avoidedFactor(set, category, indicator);
  return isUnknown(factor) ? factor : avoidedBy(factor, use);
}

export const lifetimeOf = (lifetimes: readonly Lifetime[] = [], category: string | undefined): Lifetime | undefined =>
  lifetimes.find((one) => one.category === category);

const estimateOf = ({ amount: { central, lower = central, upper = central } }: AvoidedFactor): Estimate => ({
  lower: new Rational(lower),
  central: new Rational(central),
  upper: new Rational(upper),
});
