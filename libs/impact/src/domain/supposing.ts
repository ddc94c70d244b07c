import type { Failure } from '#kernel';
import type {
  AbsoluteByStageSet,
  AvoidedFactor,
  AvoidedPerDeviceSet,
  AvoidedPerUseYearSet,
  FactorSet,
  Lifetime,
  StageFactors,
} from './factor-set.js';
import { isAbsolute } from './factor-set.js';
import type { Intensity } from './intensity.js';
import type { FunctionalUnit } from './quantity.js';

/** What a simulation assumes instead of what a set says. */
export interface Suppositions {
  lifetimes?: readonly { category: string; newYears?: string; refurbishedYears?: string }[];
  /** In the functional unit that is named, which has to be the set's. */
  factors?: readonly (Pick<AvoidedFactor, 'category' | 'indicator' | 'amount'> & { functionalUnit: FunctionalUnit })[];
  stages?: readonly StageFactors[];
  intensities?: readonly Pick<Intensity, 'kind' | 'of' | 'indicator' | 'perUnit'>[];
}

const SUPPOSED = 'supposed in a simulation';

/** The set as it would be; whatever does not fit its basis or unit is refused, all of it at once. */
export function supposing(set: FactorSet, suppositions: Suppositions): FactorSet | Failure[] {
  const failures = misfits(set, suppositions);
  if (failures.length > 0) return failures;
  if (set.basis === 'avoided_per_use_year')
    return { ...withFactors(set, suppositions), lifetimes: lifetimesSupposed(set.lifetimes, suppositions.lifetimes) };
  if (set.basis === 'avoided_per_device') return withFactors(set, suppositions);
  const lifetimes = lifetimesSupposed(set.lifetimes ?? [], suppositions.lifetimes);
  const intensities = [...intensitiesSupposed(suppositions), ...(set.intensities ?? [])];
  const whole = set.basis === 'absolute_by_stage' ? withStages(set, suppositions) : set;
  return { ...whole, ...(lifetimes.length > 0 && { lifetimes }), ...(intensities.length > 0 && { intensities }) };
}

function misfits(
  set: FactorSet,
  { lifetimes = [], factors = [], stages = [], intensities = [] }: Suppositions,
): Failure[] {
  const failures: Failure[] = [];
  const fail = (pointer: string, rule: string, detail: string) => failures.push({ pointer, rule, detail });
  factors.forEach(({ functionalUnit }, index) => {
    const pointer = `/factors/${index}`;
    if (isAbsolute(set)) fail(pointer, 'basis-differs', `${set.name} has no factors of what is avoided.`);
    else if (functionalUnit !== set.functionalUnit)
      fail(`${pointer}/functionalUnit`, 'functional-unit-differs', `${set.name} counts per ${set.functionalUnit}.`);
  });
  lifetimes.forEach(({ newYears }, index) => {
    const pointer = `/lifetimes/${index}`;
    if (set.basis === 'avoided_per_device')
      fail(pointer, 'no-lifetimes-in-set', `${set.name} counts per device: years of use change nothing in it.`);
    else if (newYears !== undefined && set.basis !== 'absolute_by_stage')
      fail(`${pointer}/newYears`, 'no-lifetimes-in-set', `Figures of ${set.name} are over years of use that it fixes.`);
  });
  if (set.basis !== 'absolute_by_stage')
    stages.forEach((_, index) => {
      fail(`/stages/${index}`, 'basis-differs', `${set.name} is not by stage.`);
    });
  if (!isAbsolute(set))
    intensities.forEach((_, index) => {
      fail(`/intensities/${index}`, 'basis-differs', `${set.name} contains average refurbishing already.`);
    });
  return failures;
}

function withFactors<Set extends AvoidedPerUseYearSet | AvoidedPerDeviceSet>(
  set: Set,
  { factors = [] }: Suppositions,
): Set {
  const supposed = factors.map(({ functionalUnit: _, ...factor }) => ({ ...factor, statedAs: SUPPOSED }));
  return { ...set, factors: [...supposed, ...set.factors] };
}

function withStages(set: AbsoluteByStageSet, { stages = [], lifetimes = [] }: Suppositions): AbsoluteByStageSet {
  const others = set.stages.filter(
    (one) => !stages.some(({ category, indicator }) => category === one.category && indicator === one.indicator),
  );
  const all = [...stages, ...others].map((one) => {
    const defaultYears = lifetimes.find(({ category }) => category === one.category)?.newYears ?? one.defaultYears;
    return { ...one, defaultYears };
  });
  return { ...set, stages: all };
}

function lifetimesSupposed(given: readonly Lifetime[], supposed: Suppositions['lifetimes'] = []): Lifetime[] {
  const changed = supposed.map((one): Lifetime => {
    const before = given.find(({ category }) => category === one.category) ?? { newYears: one.newYears ?? 'unknown' };
    return { ...before, ...one, confirmation: 'unconfirmed', source: SUPPOSED };
  });
  return [...changed, ...given.filter(({ category }) => !supposed.some((one) => one.category === category))];
}

const intensitiesSupposed = ({ intensities = [] }: Suppositions): Intensity[] =>
  intensities.map((one) => ({ ...one, confirmation: 'unconfirmed', source: SUPPOSED }));
