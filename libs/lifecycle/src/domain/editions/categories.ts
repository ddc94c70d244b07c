import type { Category } from '../values/category.js';
import { edition } from './edition.js';

/** What a category says of a device of which nothing more is known. Absent: nothing that has a source. */
export interface CategoryFacts {
  category: Category;
  /**
   * Directive 2012/19/EU, Annex III, by the lists of its Annexes II and IV; absent where these leave it open. Nobody
   * reports a size: servers are taken for what stands in racks of 19 inches and is deeper than 50 cm (4), consoles for
   * leisure equipment (Annex II, 7) below it (5), printers for those that Annex IV names (6), not for printing machines.
   */
  weeeCategory?: '2' | '4' | '5' | '6';
  /** Key of the UNU classification of e-waste statistics. */
  unuKey?: string;
  /** Taken where no mass is reported, always marked as a default. */
  mass?: { kg: number; source: 'unu-2021' | 'boavizta-median'; products?: number };
  /** A reported mass outside it is kept as implausible. Proposed, and wider than any average. */
  massBandKg?: readonly [least: number, most: number];
  /** Storage media where the category leaves no doubt, all fixed; absent: the inventory is unknown until reported. */
  fixedMedia?: number;
  /** Average lifetime (Lav): what makers assume for their products, not a measured one. */
  lifetime?: { years: number; source: 'boavizta-median'; products: number; confirmed: false };
}

const lifetime = (years: number, products: number) =>
  ({ years, source: 'boavizta-median', products, confirmed: false }) as const;

const FACTS: readonly CategoryFacts[] = [
  {
    category: 'smartphone',
    weeeCategory: '6',
    unuKey: '0306',
    mass: { kg: 0.171, source: 'boavizta-median', products: 15 },
    massBandKg: [0.08, 0.4],
    fixedMedia: 1,
    lifetime: lifetime(3, 50),
  },
  {
    category: 'tablet',
    weeeCategory: '2',
    unuKey: '0303',
    mass: { kg: 0.731, source: 'boavizta-median', products: 7 },
    massBandKg: [0.2, 1.5],
    fixedMedia: 1,
    lifetime: lifetime(3, 22),
  },
  {
    category: 'laptop',
    weeeCategory: '2',
    unuKey: '0303',
    mass: { kg: 1.65, source: 'boavizta-median', products: 407 },
    massBandKg: [0.7, 4],
    lifetime: lifetime(4, 436),
  },
  {
    category: 'desktop',
    weeeCategory: '6',
    unuKey: '0302',
    mass: { kg: 8.77, source: 'unu-2021' },
    massBandKg: [0.4, 40],
    lifetime: lifetime(4, 242),
  },
  {
    category: 'monitor',
    weeeCategory: '2',
    unuKey: '0309',
    mass: { kg: 5.5, source: 'unu-2021' },
    massBandKg: [0.8, 40],
    fixedMedia: 0,
    lifetime: lifetime(6, 296),
  },
  {
    category: 'server',
    weeeCategory: '4',
    unuKey: '0307',
    mass: { kg: 40, source: 'unu-2021' },
    massBandKg: [2, 100],
    lifetime: lifetime(4, 55),
  },
  {
    category: 'console',
    weeeCategory: '5',
    unuKey: '0702',
    mass: { kg: 0.48, source: 'unu-2021' },
    massBandKg: [0.1, 8],
    lifetime: lifetime(5, 5),
  },
  { category: 'wearable', weeeCategory: '6', massBandKg: [0.005, 0.7], fixedMedia: 1 },
  {
    category: 'network',
    weeeCategory: '6',
    unuKey: '0301',
    mass: { kg: 0.4, source: 'unu-2021' },
    massBandKg: [0.02, 20],
    lifetime: lifetime(4, 4),
  },
  { category: 'printer', weeeCategory: '6', massBandKg: [0.3, 100], lifetime: lifetime(5, 11) },
  { category: 'other' },
  { category: 'unknown' },
];

export const categories = edition('categories@2', FACTS);

const BY_CATEGORY = new Map<string, CategoryFacts>(FACTS.map((facts) => [facts.category, facts]));
const NOTHING: CategoryFacts = { category: 'unknown' };

export const categoryFacts = (category: string): CategoryFacts => BY_CATEGORY.get(category) ?? NOTHING;
