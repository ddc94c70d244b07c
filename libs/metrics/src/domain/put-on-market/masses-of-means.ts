import type { Figure } from '../figure.js';
import type { NationalMasses } from './national-masses.js';
import { massKey } from './put-on-market-edition.js';
import { yearsOfMean } from './years-of-mean.js';

/** A mass of the means that rates divide by. `null` where no edition says it: the rates after it are unknown. */
export interface MassOfMean {
  country: string;
  year: number;
  weeeCategory: string;
  massKg: string | null;
  edition: string | null;
  /** The event that activated that edition. */
  event: string | null;
}

/** Each mass once that is needed for these figures, by country, category and year. */
export function massesOfMeans(
  figures: readonly Pick<Figure, 'dimensions' | 'period'>[],
  masses: NationalMasses,
): MassOfMean[] {
  const needed = new Map<string, MassOfMean>();
  for (const { dimensions, period } of figures) {
    const { country, weeeCategory } = dimensions;
    if (country === undefined || weeeCategory === undefined) continue;
    for (const year of yearsOfMean(Number(period))) {
      const key = massKey(country, year, weeeCategory);
      const { massKg, edition = null, eventId: event = null } = masses.get(key) ?? {};
      needed.set(key, { country, year, weeeCategory, massKg: massKg?.toString() ?? null, edition, event });
    }
  }
  return [...needed.values()].sort(
    (a, b) => compare(a.country, b.country) || compare(a.weeeCategory, b.weeeCategory) || a.year - b.year,
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
