import { orderLinesOf } from '../set/links.js';
import { tieTooMany, tyingTo } from './claims.js';
import type { Known } from './known.js';
import type { Claim, Placement } from './placement.js';
import type { Prepared } from './prepared.js';

/** Devices tied together for one line of an order; a line that even more come for is no line. */
const RIVALS_MAX = 8;

export const linesOf = ({ declaration: { type }, data, sender, party }: Prepared): string[] =>
  orderLinesOf({ type, data, recordedBy: sender.id, onBehalfOf: party.id });

/** Notes which devices came for a line of an order, and ties the later ones to the first (catalogue, rule 12). */
export function withOrderLine(placed: Placement, prepared: Prepared, known: Known): Placement {
  const { deviceId } = placed;
  if (deviceId === undefined) return placed;
  const lines: Claim[] = [];
  const rivals = new Set<string>();
  for (const key of linesOf(prepared)) {
    const expected = known.holder('link', key);
    const named = expected === null ? [] : (JSON.parse(expected) as string[]);
    if (named.includes(deviceId) || named.length >= RIVALS_MAX) continue;
    lines.push({ scope: 'link', key, expected, holder: JSON.stringify([...named, deviceId].sort()) });
    for (const device of named) rivals.add(device);
  }
  const tied = rivals.size === 0 ? placed.claims : tyingTo(known, placed.claims, [deviceId, ...rivals]);
  // Lines that chain so many devices together tell as little as one that all of them came for.
  if (rivals.size === 0 || tieTooMany(tied)) return { ...placed, claims: [...placed.claims, ...lines] };
  return {
    ...placed,
    claims: [...tied, ...lines],
    marks: { ...placed.marks, rivals: [...rivals].sort() },
  };
}
