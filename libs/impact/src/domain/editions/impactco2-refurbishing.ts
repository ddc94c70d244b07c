import type { AbsoluteByStageSet } from '../factor-set.js';
import type { Intensity } from '../intensity.js';
import { impactco2202511 } from './impactco2-2025-11.js';

const DECREE =
  'legal.tricoteuses.fr JORFARTI000034502756: French decree of 26 April 2017, annex, electricity of mainland France';
const UNCONFIRMED = 'An order of magnitude without a source that could be read: set your own before publishing.';

const unconfirmed = (kind: Intensity['kind'], perUnit: string, of?: string): Intensity => ({
  kind,
  ...(of === undefined ? {} : { of }),
  indicator: 'co2e',
  perUnit,
  confirmation: 'unconfirmed',
  source: UNCONFIRMED,
});

const lifetime = (category: string, newYears: string, refurbishedYears: string) => ({
  category,
  newYears,
  refurbishedYears,
  confirmation: 'secondary' as const,
  source: 'maxandfix.com, quoting the study of 2022',
});

/** The new devices of Impact CO2, and what refurbishing takes per unit, so that devices' own events count. */
export const impactco2Refurbishing: AbsoluteByStageSet = {
  ...impactco2202511,
  name: 'impactco2-2025-11-refurbishing',
  title: 'ADEME Impact CO2, digital devices, with intensities of refurbishing',
  notes: [
    ...impactco2202511.notes,
    'Only the intensity of electricity was read in its source; the others are orders of magnitude to be replaced.',
  ],
  lifetimes: [
    lifetime('smartphone', '2.5', '2'),
    lifetime('tablet', '3', '2'),
    lifetime('laptop', '5', '3'),
    lifetime('desktop', '6', '3'),
  ],
  intensities: [
    { kind: 'energy', indicator: 'co2e', perUnit: '0.048', confirmation: 'source', source: DECREE },
    unconfirmed('part', '15', 'battery'),
    unconfirmed('part', '60', 'display'),
    unconfirmed('part', '100', 'mainboard'),
    unconfirmed('part', '20'),
    unconfirmed('accessory', '10'),
    unconfirmed('packaging', '1'),
    unconfirmed('transport', '0.0002', 'road'),
    unconfirmed('transport', '0.00003', 'rail'),
    unconfirmed('transport', '0.0011', 'air'),
    unconfirmed('transport', '0.00002', 'sea'),
    unconfirmed('transport', '0.00004', 'inland_water'),
  ],
};
