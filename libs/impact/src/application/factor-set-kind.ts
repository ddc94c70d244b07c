import type { EditionKind } from '#lifecycle';
import { editionName, type FactorSet } from '../domain/index.js';

export const FACTOR_SET: EditionKind<FactorSet> = {
  prefix: 'factor-set-',
  noun: 'factor set',
  nameOf: editionName,
};

/** A set's content is a stream of its own. */
export const contentStream = (sha256: string): string => FACTOR_SET.prefix + sha256;
