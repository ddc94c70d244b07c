import { CUSTODY } from './samples/custody.js';
import { END_OF_LIFE } from './samples/end-of-life.js';
import { IDENTITY } from './samples/identity.js';
import { PLATFORM } from './samples/platform.js';
import { RECEIPT } from './samples/receipt.js';
import { REFURBISHMENT } from './samples/refurbishment.js';
import { SALE } from './samples/sale.js';
import type { Sample } from './samples/sample.js';

export type { Sample };

/** One sample per event type, in the catalogue's order. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  ...IDENTITY,
  ...CUSTODY,
  ...RECEIPT,
  ...REFURBISHMENT,
  ...SALE,
  ...END_OF_LIFE,
  ...PLATFORM,
};

/** The sample of a type; throws where there is none, since every declaration needs one. */
export function sampleOf(type: string): Sample {
  const sample = SAMPLES[type];
  if (sample === undefined) throw new Error(`${type} has no sample.`);
  return sample;
}
