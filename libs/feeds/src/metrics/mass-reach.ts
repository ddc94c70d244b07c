import { type Metric, type Months, metrics, monthsOfOtherMeans, type NationalMasses } from '#metrics';

/** Metrics that divide by masses put on national markets, with the months of the years that others are the means of. */
export function byMasses(was: NationalMasses, is: NationalMasses): Map<Metric, Months> {
  const months = monthsOfOtherMeans(was, is);
  return new Map(months === undefined ? [] : overMasses().map((one) => [one, months]));
}

export const overMasses = (): Metric[] => metrics.filter(({ usesNationalMasses }) => usesNationalMasses === true);
