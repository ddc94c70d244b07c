import { Rational } from '#kernel';
import type { AvoidedFactor, AvoidedPerDeviceSet, AvoidedPerUseYearSet, FactorSet, Lifetime } from './factor-set.js';
import type { Indicator } from './indicator.js';
import {
  type Avoided,
  devices,
  type Estimate,
  type FunctionalUnit,
  isUnknown,
  type Quantity,
  type Unknown,
  useYears,
} from './quantity.js';

/** How much of a new device's purchase a reused one replaces, 0 to 1: an assumption, printed with every value. */
export interface Displacement {
  lower: string;
  central: string;
  upper: string;
}

export const FULL_DISPLACEMENT: Displacement = { lower: '0', central: '1', upper: '1' };

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
  set: AvoidedPerUseYearSet | AvoidedPerDeviceSet,
  category: string | undefined,
  indicator: Indicator,
): Avoided<FunctionalUnit> | Unknown {
  if (category === undefined) return { unknown: 'category-unknown' };
  const factor = set.factors.find((one) => one.category === category && one.indicator === indicator);
  if (factor === undefined) return { unknown: 'no-factor' };
  return { sense: 'avoided', per: set.functionalUnit, indicator, estimate: estimateOf(factor) };
}

/** `D x a x amount`: factor and quantity must be of the same functional unit, or it does not compile. */
export function avoidedBy<Unit extends FunctionalUnit>(
  factor: Avoided<Unit>,
  quantity: Quantity<NoInfer<Unit>>,
  displacement: Displacement = FULL_DISPLACEMENT,
): Estimate {
  const { lower, central, upper } = factor.estimate;
  return {
    lower: lower.mul(displacement.lower).mul(quantity.amount),
    central: central.mul(displacement.central).mul(quantity.amount),
    upper: upper.mul(displacement.upper).mul(quantity.amount),
  };
}

/** What `count` refurbished lives are expected to avoid: over the set's own years of use, or at once per device. */
export function expectedAvoided(
  set: FactorSet,
  category: string | undefined,
  indicator: Indicator,
  count: bigint,
  displacement?: Displacement,
): Estimate | Unknown {
  if (set.basis === 'absolute_by_stage') return { unknown: 'refurbishing-impact-unknown' };
  if (set.basis === 'avoided_per_device') {
    const factor = avoidedFactor(set, category, indicator);
    return isUnknown(factor) ? factor : avoidedBy(factor, devices(count), displacement);
  }
  const factor = avoidedFactor(set, category, indicator);
  if (isUnknown(factor)) return factor;
  const years = lifetimeOf(set, category)?.refurbishedYears;
  if (years === undefined) return { unknown: 'no-lifetime' };
  return avoidedBy(factor, useYears(new Rational(years).mul(count)), displacement);
}

/** What measured years of use have avoided: only sets that count per year of use can say. */
export function realisedAvoided(
  set: FactorSet,
  category: string | undefined,
  indicator: Indicator,
  use: Quantity<'device-use-year'>,
  displacement?: Displacement,
): Estimate | Unknown {
  if (set.basis !== 'avoided_per_use_year') return { unknown: 'set-has-no-factor-per-year-of-use' };
  const factor = avoidedFactor(set, category, indicator);
  return isUnknown(factor) ? factor : avoidedBy(factor, use, displacement);
}

export const lifetimeOf = (set: AvoidedPerUseYearSet, category: string | undefined): Lifetime | undefined =>
  set.lifetimes.find((one) => one.category === category);

const estimateOf = ({ amount: { central, lower = central, upper = central } }: AvoidedFactor): Estimate => ({
  lower: new Rational(lower),
  central: new Rational(central),
  upper: new Rational(upper),
});
