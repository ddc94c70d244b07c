import { editionName } from '#impact/domain';
import { Rational } from '#kernel';
import { massKey, type PutOnMarketEdition } from './put-on-market-edition.js';

/** A mass put on one national market in one year, and the edition that says so. */
export interface NationalMass {
  massKg: Rational;
  edition: string;
  /** Position of the event that stated it in place of another mass. */
  changedAt?: string;
}

/** An edition, and the position of its activation. */
export interface ActivatedMasses {
  content: PutOnMarketEdition;
  position: string;
}

export type NationalMasses = ReadonlyMap<string, NationalMass>;

/** What all editions say together: of one country, year and category the one activated last. */
export function nationalMasses(editions: readonly ActivatedMasses[]): NationalMasses {
  const masses = new Map<string, NationalMass>();
  for (const { content, position } of editions)
    for (const { country, year, weeeCategory, massKg } of content.masses) {
      const key = massKey(country, year, weeeCategory);
      const mass = { massKg: new Rational(massKg), edition: editionName(content) };
      masses.set(key, { ...mass, ...changed(masses.get(key), mass.massKg, position) });
    }
  return masses;
}

function changed(
  before: NationalMass | undefined,
  massKg: Rational,
  position: string,
): Pick<NationalMass, 'changedAt'> {
  if (before !== undefined && !before.massKg.equals(massKg)) return { changedAt: position };
  return before?.changedAt === undefined ? {} : { changedAt: before.changedAt };
}
