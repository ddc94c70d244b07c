import { editionName } from '#impact/domain';
import { Rational } from '#kernel';
import { massKey, type PutOnMarketEdition } from './put-on-market-edition.js';

/** A mass put on one national market in one year, and the edition that says so. */
export interface NationalMass {
  country: string;
  year: number;
  weeeCategory: string;
  massKg: Rational;
  edition: string;
  /** The event that activated that edition. */
  eventId: string;
  /** Position of the event that stated it in place of another mass. */
  changedAt?: string;
}

/** An edition, and the event of its activation. */
export interface ActivatedMasses {
  content: PutOnMarketEdition;
  position: string;
  eventId: string;
}

export type NationalMasses = ReadonlyMap<string, NationalMass>;

export const NOTHING_STATED: NationalMasses = new Map();

/** What all editions say together: of one country, year and category the one activated last. */
export const nationalMasses = (editions: readonly ActivatedMasses[]): NationalMasses =>
  editions.reduce(withEdition, NOTHING_STATED);

/** What was said before, and one edition that was activated after it. */
export function withEdition(before: NationalMasses, { content, position, eventId }: ActivatedMasses): NationalMasses {
  const masses = new Map(before);
  const edition = editionName(content);
  for (const { country, year, weeeCategory, massKg } of content.masses) {
    const key = massKey(country, year, weeeCategory);
    const mass = { country, year, weeeCategory, massKg: new Rational(massKg), edition, eventId };
    masses.set(key, { ...mass, ...changed(before.get(key), mass.massKg, position) });
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
