import type { Lifetimes } from './formulas/waste-forecast.js';

/** How long devices stay with users before they become waste: assumed for all categories, no source measured it. */
export const WASTE_SCENARIO = {
  edition: 'waste-scenario@1',
  central: { shape: 2, scale: 5 },
  sooner: { shape: 2, scale: 4 },
  later: { shape: 2, scale: 6 },
  /** Years after the evaluation day, or the last sale, that are shown where no end is asked for. */
  horizonYears: 10,
  /** Years after the last sale that are shown at most: by then what is left rounds to nothing. */
  yearsMax: 50,
} as const satisfies Scenario;

interface Scenario extends Record<'central' | 'sooner' | 'later', Lifetimes> {
  edition: string;
  horizonYears: number;
  yearsMax: number;
}
