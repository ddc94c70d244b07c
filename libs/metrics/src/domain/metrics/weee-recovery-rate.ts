import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { quotient } from '../shapes/quotient.js';
import { WEEE_TARGETS } from '../weee-categories.js';
import { FLEET_SCOPE } from './scope.js';

const columns = {};

/** Directive 2012/19/EU, Article 11(2). */
export const weeeRecoveryRate: Metric = {
  definition: {
    name: 'weeeRecoveryRate',
    title: 'WEEE recovery rate',
    formula: '(reuse + recycling + energy and other recovery) / mass that became WEEE',
    numerator: 'of it, mass prepared for reuse, entering recycling, or recovered as energy or otherwise (kg)',
    denominator: 'mass whose legal status became WEEE in the period (kg)',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: 'Directive 2012/19/EU, Art. 11(2) and Annex V part 3',
    version: 1,
    excludes: ['devices of unknown mass, or whose outputs do not balance (shown as unknown)'],
    dimensions: ['partner', 'category', 'model', 'country', 'weeeCategory'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'becoming WEEE; the numerator follows that cohort, whenever it was treated',
    partnerIs: 'the designator, else the collector',
    usesFactors: false,
    reference: WEEE_TARGETS,
  },
  columns,
  sources: {
    numerator: {
      measure: 'weeeFateMass',
      has: ['weeeCategory'],
      only: { fate: ['reuse', 'recycling', 'energy_recovery', 'other_recovery'] },
    },
    denominator: { measure: 'weeeMass', has: ['weeeCategory'] },
    count: { measure: 'weeeDevices', has: ['weeeCategory'] },
  },
  unknown: { measure: 'weeeUnknown', has: ['weeeCategory'] },
  population: { measure: 'weeeDevices', has: ['weeeCategory'] },
  figures: quotient({ columns, per: 1_000_000 }),
};
