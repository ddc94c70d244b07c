import { canonicalJson, sha256Hex } from '#kernel';
import { ademe2022Final } from './editions/ademe-2022-final.js';
import { backmarket2024 } from './editions/backmarket-2024.js';
import { impactco2202511 } from './editions/impactco2-2025-11.js';
import { impactco2Refurbishing } from './editions/impactco2-refurbishing.js';
import { editionName, type FactorSet } from './factor-set.js';

/** Editions that ship. */
export const factorSets: readonly FactorSet[] = [
  ademe2022Final,
  backmarket2024,
  impactco2202511,
  impactco2Refurbishing,
];

/** What a new log starts with. */
export const DEFAULT_FACTOR_SET = editionName(ademe2022Final);

/** The sets that can be asked for, and the one that answers where none is named. */
export interface OfferedFactorSets {
  sets: readonly FactorSet[];
  default: FactorSet;
  /** Position of the event that made it the default in place of another one; absent: it always was. */
  changedAt?: string;
}

export const SHIPPED_FACTOR_SETS: OfferedFactorSets = { sets: factorSets, default: ademe2022Final };

/** `ademe-2022-final@1`; without an edition number the highest one on offer. */
export function factorSetNamed(text: string, sets: readonly FactorSet[] = factorSets): FactorSet | undefined {
  const exact = sets.find((set) => editionName(set) === text);
  if (exact !== undefined || text.includes('@')) return exact;
  return sets.filter(({ name }) => name === text).sort((a, b) => b.edition - a.edition)[0];
}

/** SHA-256 of the edition's canonical JSON: what an activation names (CONTRACTS P3). */
export const contentHash = (set: FactorSet): string => sha256Hex(canonicalJson(set));
