import type { Rational } from '#kernel';

export type RepairClass = 'A' | 'B' | 'C' | 'D' | 'E';

/** Least index of each class: Delegated Regulation (EU) 2023/1669, Annex II; no index is below 1. */
export const CLASS_BOUNDS: readonly (readonly [RepairClass, string])[] = [
  ['A', '4'],
  ['B', '3.35'],
  ['C', '2.55'],
  ['D', '1.75'],
  ['E', '1'],
];

export const repairClass = (index: Rational): RepairClass =>
  CLASS_BOUNDS.find(([, from]) => index.gte(from))?.[0] ?? 'E';

/** Whether a declaration is under that regulation, as makers write its number. */
export const isUnderEuRule = (source: string): boolean => source.includes('2023/1669');
