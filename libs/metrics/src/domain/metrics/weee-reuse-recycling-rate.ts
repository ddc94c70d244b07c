import { weeeRate } from './weee-rate.js';

/** Directive 2012/19/EU, Article 11(2). */
export const weeeReuseRecyclingRate = weeeRate(
  {
    name: 'weeeReuseRecyclingRate',
    title: 'WEEE reuse and recycling rate',
    formula: '(prepared for reuse + recycling) / mass that became WEEE',
    numerator: 'of it, mass prepared for reuse or entering recycling (kg)',
  },
  ['reuse', 'recycling'],
);
