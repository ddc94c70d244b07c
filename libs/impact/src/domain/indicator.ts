/** What avoided impact is told in. */
export const INDICATORS = ['rawMaterials', 'co2e', 'water', 'ewaste'] as const;
export type Indicator = (typeof INDICATORS)[number];

export const INDICATOR_UNITS: Readonly<Record<Indicator, string>> = {
  rawMaterials: 'kg',
  co2e: 'kg CO2e',
  water: 'L',
  ewaste: 'kg',
};
