import { categoryFacts } from '#lifecycle/domain';

/** Minimum targets of Directive 2012/19/EU, Annex V part 3, for the categories of its Annex III. Edition 2. */
const EDITION = 'weee-categories@2';

/** Shares of the mass collected, percent. */
export const WEEE_TARGETS = [
  { edition: EDITION, weeeCategory: '2', recoveryPercent: 80, reuseRecyclingPercent: 70 },
  { edition: EDITION, weeeCategory: '4', recoveryPercent: 85, reuseRecyclingPercent: 80 },
  { edition: EDITION, weeeCategory: '5', recoveryPercent: 75, reuseRecyclingPercent: 55 },
  { edition: EDITION, weeeCategory: '6', recoveryPercent: 75, reuseRecyclingPercent: 55 },
] as const;

/** `undefined` where neither the directive's lists nor a usual size decide: it is unknown, not guessed. */
export const weeeCategoryOf = (category: string | undefined): string | undefined =>
  category === undefined ? undefined : categoryFacts(category).weeeCategory;
