import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { extension } from '../shapes/extension.js';
import { FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = { partner: 'seller' };

/** Use time of lives two and later. */
export const lifeExtension: Metric = {
  definition: {
    name: 'lifeExtension',
    title: 'Life extension',
    formula: 'sum of (end - start) of lives two and later, away for repair taken out',
    numerator: 'seconds of use',
    denominator: 'seconds of a year of 365.25 days',
    unit: 'years',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['first lives', 'lives of unknown start (shown as unknown)', 'time away for repair'],
    dimensions: ['partner', 'category', 'model', 'country', 'observation'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'use: every calendar month gets the use in it; open lives up to the evaluation day',
    partnerIs: 'the seller of the life',
    events: [
      'DeviceResold',
      'DeliveryConfirmed',
      'UsePhaseStarted',
      'UsePhaseEnded',
      'DeviceReceived',
      'ReturnReceived',
    ],
    periodRule: 'event',
    unknowns: 'lives of unknown start are a row of their own',
    finalWhen: 'when the month of use is closed and the return windows of its lives have ended',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: {
    edges: { measure: 'useEdges', has: ['observation'], split: ['edge'], cumulative: true },
    offsets: { measure: 'useEdgeOffsets', has: ['observation'], cumulative: true },
  },
  unknown: { measure: 'useUnknown' },
  population: { measure: 'useEdges', has: ['observation'], only: { edge: ['start'] }, cumulative: true },
  figures: extension(columns),
};
