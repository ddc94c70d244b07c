import type { Efficiencies } from './formulas/material-circularity.js';

/** Assumed, as in the worked examples of the indicator; no source measured them for electronics as a whole. */
export const RECYCLING_EFFICIENCIES = {
  edition: 'recycling-efficiencies@1',
  central: { feedstock: '0.8', recycling: '0.7' },
  /** Half of what goes in is lost. */
  lower: { feedstock: '0.5', recycling: '0.5' },
  /** Nothing is lost. */
  upper: { feedstock: '1', recycling: '1' },
} as const satisfies { edition: string } & Record<'central' | 'lower' | 'upper', Efficiencies>;
