import { edition } from './edition.js';

/** One declared translation. A range is from best to worst; what no row covers has no equivalent. */
export interface CrossWalkRow {
  from: { scheme: string; version: string; code?: string; functional?: string; cosmetic?: readonly string[] };
  to: { scheme: string; version: string; functional: string; cosmetic: readonly [best: string, worst: string] };
  /** Whether the owners of a scheme declare it, or it is our proposal. */
  basis: 'official' | 'proposed';
}

const ctia = (functional: string, cosmetic: readonly string[], equal: string, look: readonly [string, string]) => ({
  from: { scheme: 'ctia', version: '1', functional, cosmetic },
  to: { scheme: 'seri-rec', version: '1.2', functional: equal, cosmetic: look },
  basis: 'official' as const,
});

const backmarket = (code: string, equal: string, look: readonly [string, string]) => ({
  from: { scheme: 'backmarket', version: '1', code },
  to: { scheme: 'seri-rec', version: '1.2', functional: equal, cosmetic: look },
  basis: 'proposed' as const,
});

/** SERI publishes the first three rows; CTIA 3 to 9 have no functional equivalent. */
const ROWS: readonly CrossWalkRow[] = [
  ctia('0', ['A'], 'F6', ['C7', 'C7']),
  ctia('1', ['A', 'B'], 'F5', ['C6', 'C6']),
  ctia('2', ['A', 'B', 'C', 'D'], 'F3', ['C6', 'C3']),
  backmarket('PREMIUM', 'F6', ['C7', 'C7']),
  backmarket('EXCELLENT', 'F5', ['C6', 'C6']),
  backmarket('GOOD', 'F5', ['C5', 'C4']),
  backmarket('FAIR', 'F5', ['C4', 'C3']),
  backmarket('STALLONE', 'F3', ['C3', 'C2']),
];

export const gradeCrosswalks = edition('grade-crosswalks@1', ROWS);
