/**
 * Categories of Directive 2012/19/EU, Annex III, and the minimum targets of its Annex V part 3. Edition 1. What depends
 * on a size that we are not told (servers, printers, consoles, other) has no category here rather than a guessed one.
 */
const EDITION = 'weee-categories@1';

const CATEGORY_OF: Readonly<Record<string, string>> = {
  laptop: '2',
  tablet: '2',
  monitor: '2',
  smartphone: '6',
  desktop: '6',
  network: '6',
  wearable: '6',
};

/** Shares of the mass collected, percent. */
export const WEEE_TARGETS = [
  { edition: EDITION, weeeCategory: '2', recoveryPercent: 80, reuseRecyclingPercent: 70 },
  { edition: EDITION, weeeCategory: '6', recoveryPercent: 75, reuseRecyclingPercent: 55 },
] as const;

export const weeeCategoryOf = (category: string | undefined): string | undefined =>
  category === undefined ? undefined : CATEGORY_OF[category];
