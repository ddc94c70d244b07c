import { milligrams } from '#kernel';
import { type CategoryFacts, categories } from '../editions/index.js';

/** What the edition of categories says, in the fold's units. */
export interface CategoryDefaults {
  /** Milligrams. */
  massMg?: number;
  /** Milligrams between which a reported mass is plausible. */
  massBand?: readonly [least: number, most: number];
  /** Number of storage media, all fixed, where the category leaves no doubt. */
  fixedMedia?: number;
}

const NONE: CategoryDefaults = {};
const DEFAULTS = new Map(categories.content.map((facts) => [facts.category as string, inMilligrams(facts)]));

export const categoryDefaults = (category: string): CategoryDefaults => DEFAULTS.get(category) ?? NONE;

function inMilligrams({ mass, massBandKg, fixedMedia }: CategoryFacts): CategoryDefaults {
  return {
    ...(mass !== undefined && { massMg: milligrams(mass.kg) }),
    ...(massBandKg !== undefined && { massBand: [milligrams(massBandKg[0]), milligrams(massBandKg[1])] as const }),
    ...(fixedMedia !== undefined && { fixedMedia }),
  };
}
