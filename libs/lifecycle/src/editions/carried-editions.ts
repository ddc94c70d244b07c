import { contentHash, DEFAULT_FACTOR_SET, editionName, factorSets } from '#impact/domain';
import { editions } from '../domain/editions/index.js';
import type { NamedEdition } from './activation.js';

/** Every edition that the code carries: what rules read, and the factor sets of formulas. */
export const carriedEditions: readonly NamedEdition[] = [
  ...editions.map(({ name, sha256 }) => ({ edition: name, sha256 })),
  ...factorSets.map((set) => ({
    edition: editionName(set),
    sha256: contentHash(set),
    ...(editionName(set) === DEFAULT_FACTOR_SET && { default: true as const }),
  })),
];
