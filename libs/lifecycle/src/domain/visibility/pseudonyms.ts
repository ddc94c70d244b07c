import type { Json } from '#kernel';
import type { Party } from '../journey.js';
import { isPseudonym } from '../values/party.js';

/** What stands for a consumer where pseudonyms are not told. */
const SOME_CONSUMER = 'consumer';

/** A party in a sentence that everybody may read who sees the device. */
export const spoken = (party: Party): string => (isPseudonym(party) ? 'a consumer' : party);

/** The same with `consumer` for each pseudonym, so that nobody can follow a person from device to device. */
export function withoutPseudonyms<Content extends Json>(content: Content): Content {
  return masked(content) as Content;
}

function masked(content: Json): Json {
  if (typeof content === 'string') return isPseudonym(content) ? SOME_CONSUMER : content;
  if (Array.isArray(content)) return content.map(masked);
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).map(([key, member]) => [key, member === undefined ? member : masked(member)]),
  );
}
