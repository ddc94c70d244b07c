import type { AbsoluteByStageSet, Intensity } from '#impact/domain';

const intensity = (kind: Intensity['kind'], perUnit: string): Intensity => ({
  kind,
  indicator: 'co2e',
  perUnit,
  confirmation: 'unconfirmed',
  source: 'invented',
});

/** A phone of 60 kg over 3 years, no impact of use, and round figures of what refurbishing takes. */
export const invented = (edition: number): AbsoluteByStageSet => ({
  name: 'invented',
  edition,
  title: 'Round figures',
  source: 'invented',
  published: '2026',
  licence: 'none',
  notes: [],
  basis: 'absolute_by_stage',
  functionalUnit: 'device',
  stages: [
    {
      category: 'smartphone',
      indicator: 'co2e',
      construction: '50',
      distribution: '6',
      usePerYear: '0',
      endOfLife: '4',
      defaultYears: '3',
    },
  ],
  lifetimes: [
    { category: 'smartphone', newYears: '3', refurbishedYears: '2', confirmation: 'unconfirmed', source: 'invented' },
  ],
  intensities: [
    intensity('energy', '1'),
    intensity('part', '100'),
    intensity('accessory', '10'),
    intensity('packaging', '2'),
    intensity('transport', '0.01'),
  ],
});
