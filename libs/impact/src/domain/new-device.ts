import { canonicalJson, Rational } from '#kernel';
import type { AbsoluteByModelSet, AbsoluteByStageSet, AbsoluteSet, ModelFactors } from './factor-set.js';
import type { Indicator } from './indicator.js';
import { isUnknown, type Produced, type Unknown } from './quantity.js';

/** A new device over the years of use that its source assumes, those years, and what one year of using it causes. */
export interface NewDevice {
  produced: Produced;
  years: Rational;
  usePerYear: Rational | Unknown;
}

/** What a device is, as far as factors ask for it; `model` as metrics name it: `brand:model`. */
export interface DeviceKind {
  category?: string | undefined;
  model?: string | undefined;
}

/** The new device that a reused one is set against, by the set's own way of telling devices apart. */
export const newDeviceOf = (set: AbsoluteSet, kind: DeviceKind, indicator: Indicator): NewDevice | Unknown =>
  set.basis === 'absolute_by_stage' ? newDevice(set, kind.category, indicator) : newModel(set, kind.model, indicator);

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
  const usePerYear = new Rational(stages.usePerYear);
  const amount = new Rational(stages.construction)
    .add(stages.distribution)
    .add(usePerYear.mul(years))
    .add(stages.endOfLife);
  return { produced: { sense: 'produced', per: 'device', indicator, amount }, years, usePerYear };
}

/** A model by its maker's declaration. Two that differ under one name are two variants: none is chosen. */
export function newModel(
  set: AbsoluteByModelSet,
  model: string | undefined,
  indicator: Indicator,
): NewDevice | Unknown {
  if (model === undefined) return { unknown: 'model-unknown' };
  const [declared, ...others] = modelsOf(set).get(modelKey(model, indicator)) ?? [];
  if (declared === undefined) return { unknown: 'no-factor' };
  if (others.some((other) => figuresOf(other) !== figuresOf(declared))) return { unknown: 'variant-unknown' };
  if (declared.years === undefined) return { unknown: 'lifetime-not-published' };
  return { ...producedBy(declared), years: new Rational(declared.years), usePerYear: usePerYearOf(declared) };
}

const figuresOf = ({ total, years = '', shares }: ModelFactors): string => canonicalJson({ total, years, shares });

function producedBy({ indicator, total: { central, lower, upper } }: ModelFactors): Pick<NewDevice, 'produced'> {
  const bounds =
    lower === undefined || upper === undefined
      ? {}
      : { bounds: { lower: new Rational(lower), upper: new Rational(upper) } };
  return { produced: { sense: 'produced', per: 'device', indicator, amount: new Rational(central), ...bounds } };
}

function usePerYearOf({ total, shares: { use }, years }: ModelFactors): Rational | Unknown {
  if (use === undefined || years === undefined) return { unknown: 'use-share-not-published' };
  return new Rational(total.central).mul(use).div(years);
}

const indexes = new WeakMap<AbsoluteByModelSet, ReadonlyMap<string, ModelFactors[]>>();

/** Sets hold a thousand models, and each row of a metric asks for one. */
function modelsOf(set: AbsoluteByModelSet): ReadonlyMap<string, ModelFactors[]> {
  const known = indexes.get(set);
  if (known !== undefined) return known;
  const index = new Map<string, ModelFactors[]>();
  for (const one of set.models) {
    const key = modelKey(`${one.brand}:${one.model}`, one.indicator);
    index.set(key, [...(index.get(key) ?? []), one]);
  }
  indexes.set(set, index);
  return index;
}

/** Makers and partners differ in case and spaces, and in nothing else that could be judged here. */
const modelKey = (model: string, indicator: Indicator): string =>
  `${indicator} ${model.trim().replace(/\s+/g, ' ').toLowerCase()}`;

/** A device that is used for so many years, without what was done to it before. */
export function useOver({ usePerYear, produced }: NewDevice, years: Rational): Produced | Unknown {
  if (isUnknown(usePerYear)) return usePerYear;
  return { sense: 'produced', per: 'device', indicator: produced.indicator, amount: usePerYear.mul(years) };
}
