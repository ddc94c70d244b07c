import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** Units that needed their warranty. */
export const warrantyClaimRate: Metric = {
  definition: {
    name: 'warrantyClaimRate',
    title: 'Warranty claim rate',
    formula:
      'units that came back for a repair, or after their return window, or were replaced, under warranty / units delivered with a warranty that has ended',
    numerator: 'units repaired, given back or replaced under warranty, each once',
    denominator: 'units delivered with a warranty that has ended',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: [
      'returns in the return window (see returnRate)',
      'wholesale and cancelled sales',
      'deliveries whose warranty is open (shown as unknown) or not reported',
    ],
    dimensions: ['partner', 'category', 'model', 'country', 'saleKind', 'called'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the delivery',
    periodRule: 'cohort',
    partnerIs: 'the seller',
    events: [
      'DeviceSoldNew',
      'DeviceResold',
      'DeliveryConfirmed',
      'DeviceReceived',
      'ReturnReceived',
      'DeviceReplaced',
    ],
    unknowns: 'deliveries with an open warranty, and those whose warranty was not reported, are rows of their own',
    finalWhen: 'when the months of delivery are closed and the last warranty has ended',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'warranties', has: ['saleKind', 'called'], over: 'called' } },
  unknown: { measure: 'warrantiesUnknown', has: ['saleKind'] },
  population: { measure: 'warranties', has: ['saleKind', 'called'] },
  pendingReason: 'warranty-open',
  figures: share({ columns, over: 'called', focus: ['yes'] }),
};
