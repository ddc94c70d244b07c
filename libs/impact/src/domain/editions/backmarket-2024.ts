import type { AvoidedPerDeviceSet } from '../factor-set.js';

/** Back Market, impact report 2024: smartphones only. Exact conversions of what the page states in US units. */
export const backmarket2024: AvoidedPerDeviceSet = {
  name: 'backmarket-2024',
  edition: 1,
  title: 'Back Market, impact report 2024',
  source: 'backmarket.com/en-us/c/iphone/save-planet-used-iphone',
  published: '2024',
  licence: 'Facts quoted with their source.',
  notes: [
    'Avoided per refurbished device. Third-party pages print the same figures as what a device produces.',
    'About three times the per-year figures of ADEME: a difference of the functional unit, not of the devices.',
  ],
  basis: 'avoided_per_device',
  functionalUnit: 'device',
  factors: [
    {
      category: 'smartphone',
      indicator: 'rawMaterials',
      amount: { central: '242.7082053396' },
      statedAs: '588 lb for a new one, 91 % avoided',
    },
    {
      category: 'smartphone',
      indicator: 'co2e',
      amount: { central: '77.201421374' },
      statedAs: '185 lb for a new one, 92 % avoided',
    },
    {
      category: 'smartphone',
      indicator: 'water',
      amount: { central: '76503.17215464' },
      statedAs: '23,500 gal for a new one, 86 % avoided',
    },
    {
      category: 'smartphone',
      indicator: 'ewaste',
      amount: { central: '0.1778790828478125' },
      statedAs: '7.05 oz for a new one, 89 % avoided',
    },
  ],
};
