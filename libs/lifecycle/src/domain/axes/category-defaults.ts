/** What a category says of a device of which nothing more is known. */
export interface CategoryDefaults {
  /** Milligrams. */
  massMg?: number;
  /** Milligrams between which a reported mass is plausible. */
  massBand?: readonly [least: number, most: number];
  /** Number of storage media, all fixed, where the category leaves no doubt. */
  fixedMedia?: number;
}

const GRAM = 1000;
const KG = 1_000_000;

const DEFAULTS: Readonly<Record<string, CategoryDefaults>> = {
  smartphone: { massMg: 180 * GRAM, massBand: [80 * GRAM, 400 * GRAM], fixedMedia: 1 },
  tablet: { massMg: 500 * GRAM, massBand: [200 * GRAM, 1500 * GRAM], fixedMedia: 1 },
  wearable: { fixedMedia: 1 },
  laptop: { massMg: 2 * KG, massBand: [700 * GRAM, 4 * KG] },
  monitor: { fixedMedia: 0 },
};

const NONE: CategoryDefaults = {};
export const categoryDefaults = (category: string): CategoryDefaults => DEFAULTS[category] ?? NONE;
