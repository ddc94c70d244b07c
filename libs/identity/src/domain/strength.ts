import { EXCLUSIVE_KINDS, HINT_KINDS, type Identifier } from './identifier.js';

const ORDER: readonly string[] = ['device', ...EXCLUSIVE_KINDS, ...HINT_KINDS];

/** Strongest kind first, then the smallest value (CONTRACTS I4). */
export function compareStrength(a: Identifier, b: Identifier): number {
  const byKind = ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}
