import type { Lifetimes } from './formulas/waste-forecast.js';

/** How long devices stay with users before they become waste: assumed for all categories, no source measured it. */
export const WASTE_SCENARIO = {
  edition: 'waste-scenario@1',
  central: { shape: 2, scale: 5 },
  sooner: { shape: 2, scale: 4 },
  later: { shape: 2, scale: 6 },
  /** Years after the evaluation day, or the last sale, that are shown where no end is asked for. */
  horizonYears: 10,
} as const satisfies Record<'central' | 'sooner' | 'later', Lifetimes> & { edition: string; horizonYears: number };
