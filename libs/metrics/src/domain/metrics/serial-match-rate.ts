import { MANIFEST_DAYS } from '../measures/manifests.js';
import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { matchRate } from '../shapes/serial-match.js';
import { FLEET_SCOPE } from './scope.js';

const columns = {};

/** Whether what came is what was announced. */
export const serialMatchRate: Metric = {
  definition: {
    name: 'serialMatchRate',
    title: 'Serial match rate',
    formula: 'units both announced and received / max(units announced, units received)',
    numerator: 'units released under a shipment or hand-over number and accepted under it',
    denominator: 'the larger of: units released under such a number, units accepted under one',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: 'Re-commerce practice (target 99 %); that releases are the manifest is a definition of this product.',
    version: 1,
    excludes: [
      'hand-overs without a shipment or hand-over number',
      'legs with a consumer end, inferred and contested legs',
      `units released less than ${MANIFEST_DAYS} days ago and not accepted yet (shown as unknown)`,
    ],
    dimensions: ['partner', 'category', 'model', 'country'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the release; where none was reported the acceptance',
    periodRule: 'cohort',
    partnerIs: 'the receiver',
    events: ['CustodyReleased', 'CustodyAccepted', 'CustodyRejected', 'DeviceReceived'],
    unknowns: `units on their way are a row of their own; after ${MANIFEST_DAYS} days they count as not received`,
    finalWhen: 'when the months are closed and no unit of them is on its way',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'manifestUnits', split: ['listed', 'received'] } },
  population: { measure: 'manifestUnits' },
  pendingReason: 'on-its-way',
  figures: matchRate(columns),
};
