import type { AbsoluteByStageSet, StageFactors } from '../factor-set.js';

type Stages = [construction: string, distribution: string, usePerYear: string, defaultYears: string, endOfLife: string];

const co2e = (
  category: string,
  [construction, distribution, usePerYear, defaultYears, endOfLife]: Stages,
  variant?: string,
): StageFactors => ({
  category,
  ...(variant === undefined ? {} : { variant }),
  indicator: 'co2e',
  construction,
  distribution,
  usePerYear,
  endOfLife,
  defaultYears,
});

/** ADEME Impact CO2, digital category, values of 18 November 2025: new devices, French electricity. */
export const impactco2202511: AbsoluteByStageSet = {
  name: 'impactco2-2025-11',
  edition: 1,
  title: 'ADEME Impact CO2, digital devices',
  source: 'github.com/incubateur-ademe/impactco2, src/data/categories/numerique.ts at 8076a489',
  published: '2025-11-18',
  licence: 'MIT (repository)',
  notes: [
    'A new device by stage; nothing about refurbishing, which the device’s own events have to say.',
    'The edition before gave a tablet 63.4 kg where this one gives 87.1 kg.',
  ],
  basis: 'absolute_by_stage',
  functionalUnit: 'device',
  stages: [
    co2e('smartphone', ['77', '2.27', '0.2557', '2.5', '0.246']),
    co2e('tablet', ['80.5', '3.43', '0.947', '3', '0.364']),
    co2e('laptop', ['170', '12.3', '1.506', '5', '2.79']),
    co2e('desktop', ['259', '2.94', '5.304', '6', '6.61'], 'home'),
    co2e('desktop', ['203', '1.85', '7.956', '6', '6.61'], 'office'),
    co2e('monitor', ['64.6', '1.29', '3.789', '6', '3.95']),
  ],
};
