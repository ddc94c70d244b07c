import { FLEET_SCOPE } from './scope.js';

/** What rates of what was collected over what the fleet itself sold are defined by. */
export const FLEET_RATE = {
  denominator: 'mean yearly mass of new sales of the three years before (kg)',
  unit: 'share',
  scope: FLEET_SCOPE,
  excludes: ['devices of unknown mass (shown as unknown)', 'cancelled sales'],
  dimensions: ['partner', 'category', 'model', 'country'],
  alwaysBy: [],
  periods: ['year'],
  range: null,
  usesFactors: false,
} as const;

/** Readings that all of them need. */
export const COLLECTED_AND_SOLD = {
  collected: { measure: 'collectedMass' },
  sold: { measure: 'newSaleMass', without: ['partner'], monthsBefore: 36 },
  count: { measure: 'collectedDevices' },
} as const;
