import { Rational } from '#kernel';
import { type Displacement, FULL_DISPLACEMENT } from './avoided.js';
import type { AbsoluteByStageSet } from './factor-set.js';
import type { Indicator } from './indicator.js';
import { type Estimate, isUnknown, type Produced, type Unknown } from './quantity.js';

/** A new device over the edition's default years of use, and those years. */
export interface NewDevice {
  produced: Produced;
  years: Rational;
}

/** Construction, distribution, use over the default years, and end of life of a new device. */
export function newDevice(
  set: AbsoluteByStageSet,
  category: string | undefined,
  indicator: Indicator,
  variant?: string,
): NewDevice | Unknown {
  if (category === undefined) return { unknown: 'category-unknown' };
  const candidates = set.stages.filter(
    (one) =>
      one.category === category &&
      one.indicator === indicator &&
      (variant === undefined || one.variant === undefined || one.variant === variant),
  );
  const [stages, another] = candidates;
  if (stages === undefined) return { unknown: 'no-factor' };
  if (another !== undefined) return { unknown: 'variant-unknown' };
  const years = new Rational(stages.defaultYears);
  const amount = new Rational(stages.construction)
    .add(stages.distribution)
    .add(new Rational(stages.usePerYear).mul(years))
    .add(stages.endOfLife);
  return { produced: { sense: 'produced', per: 'device', indicator, amount }, years };
}

export interface RefurbishedDevice {
  /** Refurbishing, and the stages that the refurbished life adds. */
  produced: Produced | Unknown;
  years: Rational;
  /** Years of use for which the difference is credited. */
  creditedYears: Rational;
}

/** `D x (I_new / Y_new - I_ref / Y_ref) x Y_credit`, unknown while either side is. */
export function avoidedByStages(
  fresh: NewDevice | Unknown,
  refurbished: RefurbishedDevice,
  displacement: Displacement = FULL_DISPLACEMENT,
): Estimate | Unknown {
  const { produced, years, creditedYears } = refurbished;
  if (isUnknown(fresh)) return fresh;
  if (isUnknown(produced)) return produced;
  if (produced.indicator !== fresh.produced.indicator) return { unknown: 'indicators-differ' };
  const perYear = fresh.produced.amount.div(fresh.years).sub(produced.amount.div(years));
  const whole = perYear.mul(creditedYears);
  const at = (share: string) => whole.mul(share);
  return ordered(at(displacement.lower), at(displacement.central), at(displacement.upper));
}

/** A difference may be negative, and then less displacement is the higher figure. */
function ordered(lower: Rational, central: Rational, upper: Rational): Estimate {
  return lower.lte(upper) ? { lower, central, upper } : { lower: upper, central, upper: lower };
}
