import { describe, expect, it } from '@jest/globals';
import { Rational } from '#kernel';
import { backmarket2024 } from './editions/backmarket-2024.js';
import { contentHash, DEFAULT_FACTOR_SET, factorSetNamed, factorSets } from './factor-sets.js';

describe('factor sets', () => {
  it('are found by name and edition, and by name alone', () => {
    expect(factorSetNamed('ademe-2022-final@1')).toBe(factorSetNamed('ademe-2022-final'));
    expect(factorSetNamed('ademe-2022-final@2')).toBeUndefined();
    expect(factorSetNamed(DEFAULT_FACTOR_SET)?.basis).toBe('avoided_per_use_year');
  });

  it('keep the content that was published under their name', () => {
    expect(factorSets.map((set) => `${set.name}@${set.edition} ${contentHash(set).slice(0, 16)}`)).toEqual([
      'ademe-2022-final@1 96d2ab93f0698c1f',
      'backmarket-2024@1 0775c0ae41c9247c',
      'impactco2-2025-11@1 627f93a0e16d7063',
      'impactco2-2025-11-refurbishing@1 593c02da02fdea8f',
    ]);
  });

  it('changes its hash with any figure', () => {
    const other = { ...backmarket2024, factors: backmarket2024.factors.slice(1) };
    expect(contentHash(other)).not.toBe(contentHash(backmarket2024));
  });

  it.each([
    ['rawMaterials', '588', '0.91', '0.45359237'],
    ['co2e', '185', '0.92', '0.45359237'],
    ['water', '23500', '0.86', '3.785411784'],
    ['ewaste', '7.05', '0.89', '0.028349523125'],
  ])('converts what Back Market states about %s exactly', (indicator, stated, share, unit) => {
    const factor = backmarket2024.factors.find((one) => one.indicator === indicator);
    expect(new Rational(factor?.amount.central ?? '0').equals(new Rational(stated).mul(share).mul(unit))).toBe(true);
  });
});
