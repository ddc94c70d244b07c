import type { AvoidedPerUseYearSet, Lifetime } from '../factor-set.js';

const lifetime = (category: string, newYears: string, refurbishedYears: string): Lifetime => ({
  category,
  newYears,
  refurbishedYears,
  confirmation: 'secondary',
  source: 'maxandfix.com, quoting the study',
});

/** ADEME, final report of September 2022. Categories and indicators that it does not give in kilograms are not here. */
export const ademe2022Final: AvoidedPerUseYearSet = {
  name: 'ademe-2022-final',
  edition: 1,
  title: 'ADEME, environmental assessment of refurbished digital equipment, final report',
  source: 'librairie.ademe.fr 5241; figures per year of use as printed by alliancy.fr and reporterre.net',
  published: '2022-09',
  licence: 'Facts quoted with their source.',
  notes: [
    'Functional unit: owning and using equipment for one year. Attributional life cycle assessment, critically reviewed.',
    'A published difference: it already contains average refurbishing, parts and transport.',
    'By practice the study finds results that differ by a factor of 2 to 11; it gives no bounds in kilograms.',
  ],
  basis: 'avoided_per_use_year',
  functionalUnit: 'device-use-year',
  factors: [
    { category: 'smartphone', indicator: 'co2e', amount: { central: '24.6' } },
    { category: 'smartphone', indicator: 'rawMaterials', amount: { central: '76.9' } },
    { category: 'laptop', indicator: 'co2e', amount: { central: '27' } },
    { category: 'laptop', indicator: 'rawMaterials', amount: { central: '127' } },
    { category: 'laptop', indicator: 'ewaste', amount: { central: '0.314' }, statedAs: '314 g' },
  ],
  lifetimes: [
    lifetime('smartphone', '3', '2'),
    lifetime('tablet', '3', '2'),
    lifetime('laptop', '5', '3'),
    lifetime('desktop', '5', '3'),
  ],
};
