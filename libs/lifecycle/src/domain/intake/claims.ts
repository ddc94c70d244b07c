import { linkedDevices } from './journeys.js';
import type { Known } from './known.js';
import type { Claim } from './placement.js';

/** Claims of identifiers in canonical order, so that crossed lists cannot make two devices (CONTRACTS I2). */
export function identifierClaims(known: Known, identifiers: readonly string[], deviceId: string): Claim[] {
  const claims: Claim[] = [];
  for (const key of identifiers.length < 2 ? identifiers : [...new Set(identifiers)].sort()) {
    const expected = known.holder('identifier', key);
    if (expected !== deviceId) claims.push({ scope: 'identifier', key, expected, holder: deviceId });
  }
  return claims;
}

/** Devices that one hint names, at most: what even more are called by tells none of them from the others. */
export const HINTED_MAX = 50;

/** Hints are many-valued: the device joins the others that the partner's hint names. */
export const hintClaims = (known: Known, partyId: string, hints: readonly string[], deviceId: string): Claim[] =>
  [...hints].sort().flatMap((hint) => {
    const key = `${partyId}/${hint}`;
    const expected = known.holder('identifier', key);
    const named = expected === null ? [] : (JSON.parse(expected) as string[]);
    if (named.includes(deviceId) || named.length >= HINTED_MAX) return [];
    return [{ scope: 'identifier' as const, key, expected, holder: JSON.stringify([...named, deviceId].sort()) }];
  });

/** Devices that are tied together, at most: each of them is loaded and folded with all the others. */
export const TIED_MAX = 32;

/** Ties devices together for every later load: under each id of the union, the whole union. */
export function linkClaims(known: Known, deviceIds: readonly string[]): Claim[] {
  const union = [...new Set(deviceIds.flatMap((id) => linkedDevices(known, id)))].sort();
  if (union.length < 2) return [];
  const holder = JSON.stringify(union);
  return union.flatMap((key) => {
    const expected = known.holder('link', key);
    return expected === holder ? [] : [{ scope: 'link' as const, key, expected, holder }];
  });
}

/** Whether a tie is one to be loaded with every device in it: a line of an order is none. */
const isTie = ({ scope, key, holder }: Claim): boolean =>
  scope === 'link' && (JSON.parse(holder) as string[]).includes(key);

export const tieTooMany = (claims: readonly Claim[]): boolean =>
  claims.some((claim) => isTie(claim) && (JSON.parse(claim.holder) as string[]).length > TIED_MAX);

/** Adds devices to what a placement ties together: one claim per device, on the whole of it. */
export function tyingTo(known: Known, claims: readonly Claim[], deviceIds: readonly string[]): Claim[] {
  const tied = claims.filter(isTie).flatMap(({ holder }) => JSON.parse(holder) as string[]);
  return [...claims.filter((claim) => !isTie(claim)), ...linkClaims(known, [...deviceIds, ...tied])];
}
