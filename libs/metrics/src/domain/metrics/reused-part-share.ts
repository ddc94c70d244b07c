import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE } from './scope.js';

const columns = {};
const has = ['slot', 'origin', 'reused'];

const SHARED = {
  unit: 'share',
  scope: FLEET_SCOPE,
  source: 'After EN 45556 (reused components); definition of this product.',
  version: 1,
  dimensions: ['partner', 'category', 'model', ...has],
  alwaysBy: [],
  periods: PERIODS,
  monthOf: 'the installation',
  partnerIs: 'the installer',
  events: ['PartInstalled', 'PartRemoved'],
  periodRule: 'event',
  unknowns: 'parts of unknown origin or mass are rows of their own; the value says of how many it is',
  finalWhen: FINAL_ONCE_CLOSED,
  range: null,
  usesFactors: false,
} as const;

/** Parts used before among those installed, by count. */
export const reusedPartShare: Metric = {
  definition: {
    ...SHARED,
    name: 'reusedPartShare',
    title: 'Reused-part share',
    formula: 'harvested or used genuine parts installed / parts installed',
    numerator: 'parts installed that are harvested or used genuine',
    denominator: 'parts installed whose origin is known',
    excludes: ['parts of unknown origin (shown as unknown)'],
  },
  columns,
  sources: { count: { measure: 'partsInstalled', has, over: 'reused' } },
  unknown: { measure: 'partsInstalledUnknown', has: ['slot'] },
  population: { measure: 'partsInstalled', has },
  figures: share({ columns, over: 'reused', focus: ['yes'] }),
};

/** The same by mass, in milligrams; parts of unknown mass are counted as unknown. */
export const reusedPartMassShare: Metric = {
  definition: {
    ...SHARED,
    name: 'reusedPartMassShare',
    title: 'Reused-part share by mass',
    formula: 'mass of harvested or used genuine parts installed / mass of parts installed',
    numerator: 'mass of parts installed that are harvested or used genuine (mg)',
    denominator: 'mass of parts installed whose origin and mass are known (mg)',
    excludes: ['parts of unknown origin or mass (shown as unknown)'],
  },
  columns,
  sources: {
    count: { measure: 'partsInstalledMass', has, over: 'reused' },
    weighed: { measure: 'partsInstalledWeighed', has, over: 'reused' },
  },
  unknown: { measure: 'partsInstalledUnweighed', has: ['slot'] },
  population: { measure: 'partsInstalledWeighed', has },
  figures: (question, tables) => {
    const parts = share({ columns, over: 'reused', focus: ['yes'] })(question, { count: tables.weighed ?? [] });
    const counts = new Map(parts.map((figure) => [keyOf(figure), figure.known]));
    return share({ columns, over: 'reused', focus: ['yes'] })(question, tables).map((figure) => ({
      ...figure,
      known: counts.get(keyOf(figure)) ?? 0n,
    }));
  },
};

const keyOf = ({ dimensions, period }: { dimensions: object; period: string }): string =>
  JSON.stringify([period, Object.entries(dimensions).sort()]);
