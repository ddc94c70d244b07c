import { editionName, type FactorSet } from '#impact/domain';
import { type Metric, type Months, metrics } from '#metrics';

export const isOtherSet = (was: FactorSet, is: FactorSet): boolean => editionName(was) !== editionName(is);

/** Metrics whose values follow from the default factor set, with these months, where it has become another one. */
export const byChoice = (was: FactorSet, is: FactorSet, months: Months): Map<Metric, Months> =>
  new Map(
    isOtherSet(was, is) ? metrics.filter(({ definition }) => definition.usesFactors).map((one) => [one, months]) : [],
  );
