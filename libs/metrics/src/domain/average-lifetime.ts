import { categories, categoryFacts } from '#lifecycle/domain';

/** Edition of the average lifetimes, as values name it. */
export const LIFETIMES_EDITION = categories.name;

/** Years that makers of such products assume (Lav); `undefined` where no source says. */
export const averageLifetime = (category: string | undefined): number | undefined =>
  category === undefined ? undefined : categoryFacts(category).lifetime?.years;

/** Said with every value that rests on them. */
export const LIFETIMES_ASSUMPTION = `average lifetimes of ${LIFETIMES_EDITION}: what makers assume, not measured, unconfirmed`;
