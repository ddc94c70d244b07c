import { edition } from './edition.js';

/** Type allocation codes of one model, a whole stretch of them: a model has several, one for each of its variants. */
export interface TypeAllocation {
  /** First and last code, 8 digits each. */
  from: string;
  to: string;
  brand: string;
  model: string;
}

/**
 * The table of real codes is kept by GSMA and not free to ship. These are of test ranges, whose devices nobody sells;
 * for every other code makers' own reports say which model it is of.
 */
const ALLOCATIONS: readonly TypeAllocation[] = [
  { from: '00990101', to: '00990109', brand: 'Northwind', model: 'Lantern' },
  { from: '00990201', to: '00990204', brand: 'Northwind', model: 'Lantern Mini' },
  { from: '02990101', to: '02990103', brand: 'Halcyon', model: 'Kite' },
];

export const typeAllocations = edition('type-allocations@1', ALLOCATIONS);

/** Models that a type allocation code is registered for; none: the edition does not have the code. */
export const modelsOfTac = (tac: string): readonly TypeAllocation[] =>
  typeAllocations.content.filter(({ from, to }) => from <= tac && tac <= to);
