import { contentHash, editionName, type FactorSet } from '#impact/domain';
import { canonicalJson, sha256Hex } from '#kernel';
import { CATALOGUE_STREAM } from '#lifecycle';
import type { PutOnMarketEdition } from '#metrics';
import type { MemoryLog } from '#projections/testing';

/** Makes a set that ships the default; answers the event's id. */
export const tellChoice = (log: MemoryLog, set: FactorSet): string =>
  log.tell(CATALOGUE_STREAM, 'EditionActivated', {
    edition: editionName(set),
    sha256: contentHash(set),
    default: true,
  });

/** States an edition of national masses, unless its content is there, and activates it; answers the activation's id. */
export function tellMasses(log: MemoryLog, content: PutOnMarketEdition): string {
  const text = canonicalJson(content);
  const named = { edition: editionName(content), sha256: sha256Hex(text) };
  const contentIn = `put-on-market-${named.sha256}`;
  const isStated = log.logged.some(({ event }) => event.stream === contentIn);
  if (!isStated) log.tell(contentIn, 'EditionStated', { ...named, part: 1, parts: 1, text });
  return log.tell(CATALOGUE_STREAM, 'EditionActivated', { ...named, contentIn });
}

/** An edition of a country's masses of small equipment for information technology, in kilograms by year. */
export const aRegister = (
  edition: number,
  massesKg: Readonly<Record<number, string>>,
  country = 'DE',
): PutOnMarketEdition => ({
  ...{ name: 'register', edition, title: 'Put on the market', source: 'invented' },
  ...{ published: '2026', licence: 'none', notes: [] },
  masses: Object.entries(massesKg).map(([year, massKg]) => ({
    country,
    year: Number(year),
    weeeCategory: '6' as const,
    massKg,
  })),
});
