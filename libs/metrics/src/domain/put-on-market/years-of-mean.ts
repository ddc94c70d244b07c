import type { Months } from '../reach.js';
import type { NationalMasses } from './national-masses.js';

/** A rate of one year divides by the mean of so many years before it (Directive 2012/19/EU, Art. 7(1)). */
const YEARS = 3;

/** The years whose masses are in the mean that a year's rate divides by, ascending. */
export const yearsOfMean = (year: number): number[] =>
  Array.from({ length: YEARS }, (_, index) => year - YEARS + index);

/** The months of all years whose rates divide by a mass that another edition says; `undefined`: there is none. */
export function monthsOfOtherMeans(was: NationalMasses, is: NationalMasses): Months | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [key, { year, edition }] of is) {
    if (was.get(key)?.edition === edition) continue;
    first = Math.min(first, year);
    last = Math.max(last, year);
  }
  return first > last ? undefined : { from: `${first + 1}-01`, to: `${last + YEARS}-12` };
}
