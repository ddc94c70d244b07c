import { canonicalJson, sha256Hex } from '#kernel';
import { ademe2022Final } from './editions/ademe-2022-final.js';
import { backmarket2024 } from './editions/backmarket-2024.js';
import { impactco2202511 } from './editions/impactco2-2025-11.js';
import { editionName, type FactorSet } from './factor-set.js';

/** Editions that ship, the default one first. */
export const factorSets: readonly FactorSet[] = [ademe2022Final, backmarket2024, impactco2202511];

export const DEFAULT_FACTOR_SET = editionName(ademe2022Final);

/** `ademe-2022-final@1`; without an edition number the highest one that ships. */
export function factorSetNamed(text: string): FactorSet | undefined {
  const exact = factorSets.find((set) => editionName(set) === text);
  if (exact !== undefined || text.includes('@')) return exact;
  return factorSets.filter(({ name }) => name === text).sort((a, b) => b.edition - a.edition)[0];
}

/** SHA-256 of the edition's canonical JSON: what an activation names (CONTRACTS P3). */
export const contentHash = (set: FactorSet): string => sha256Hex(canonicalJson(set));
