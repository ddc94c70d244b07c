import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** What became of what came in. */
export const cycleOutcomes: Metric = {
  definition: {
    name: 'cycleOutcomes',
    title: 'Cycle outcomes',
    formula: 'cycles of an outcome / cycles closed',
    numerator: 'cycles that ended with the outcome',
    denominator: 'cycles of the same intake months that ended',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['intakes for return or repair', 'cycles still open (shown as unknown, the cohort is provisional)'],
    dimensions: ['partner', 'category', 'model', 'country', 'outcome', 'intakeReason'],
    alwaysBy: ['outcome'],
    periods: PERIODS,
    monthOf: 'the intake',
    partnerIs: 'the partner of the visit in which the outcome happened',
    events: [
      'DeviceReceived',
      'DeviceResold',
      'DeviceDonated',
      'DeviceRented',
      'DeviceDismantled',
      'DeviceDestroyed',
      'RecyclingCompleted',
      'DeviceWrittenOff',
    ],
    periodRule: 'cohort',
    unknowns: 'open cycles are a row of their own; shares are of closed ones',
    finalWhen: 'when the intake months are closed and no cycle of them is open',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'cyclesClosed', has: ['outcome', 'intakeReason'], over: 'outcome' } },
  unknown: { measure: 'cyclesOpen', has: ['intakeReason'] },
  population: { measure: 'cyclesClosed', has: ['outcome', 'intakeReason'] },
  figures: share({ columns, over: 'outcome' }),
};
