import { weeeRate } from './weee-rate.js';

/** Directive 2012/19/EU, Article 11(2). */
export const weeeRecoveryRate = weeeRate(
  {
    name: 'weeeRecoveryRate',
    title: 'WEEE recovery rate',
    formula: '(reuse + recycling + energy and other recovery) / mass that became WEEE',
    numerator: 'of it, mass prepared for reuse, entering recycling, or recovered as energy or otherwise (kg)',
  },
  ['reuse', 'recycling', 'energy_recovery', 'other_recovery'],
);
