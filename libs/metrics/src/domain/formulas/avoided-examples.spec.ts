import { describe, expect, it } from '@jest/globals';
import {
  avoidedBy,
  avoidedFactor,
  expectedAvoided,
  factorSetNamed,
  type Indicator,
  isUnknown,
  newDevice,
  useYears,
} from '#impact/domain';
import { Rational } from '#kernel';
import { vectors } from '../../testing/metric-vectors.js';

const examples = vectors.avoided_examples;

function setOf<Basis extends string>(edition: string, basis: Basis) {
  const set = factorSetNamed(edition);
  if (set === undefined || set.basis !== basis) throw new Error(`${edition} is not ${basis}.`);
  return set as Extract<NonNullable<ReturnType<typeof factorSetNamed>>, { basis: Basis }>;
}

const digits = (value: Rational, decimals: number) => value.round(decimals).valueOf();

describe('avoided impact, as the sources state it', () => {
  it('per year of use', () => {
    const factor = avoidedFactor(setOf('ademe-2022-final@1', 'avoided_per_use_year'), 'smartphone', 'co2e');
    if (isUnknown(factor)) throw new Error(factor.unknown);
    const over = (years: number) => avoidedBy(factor, useYears(new Rational(years))).central.valueOf();
    expect([over(2), over(3)]).toEqual([examples.ademe_2022_smartphone_2y_kgco2e, examples.ademe_2022_smartphone_3y]);
  });

  it.each([
    ['co2e', 1, 3, 'bm_2024_per_device_kgco2e'],
    ['rawMaterials', 1, 2, 'bm_2024_raw_kg'],
    ['water', 1, 0, 'bm_2024_water_L'],
    ['ewaste', 1000, 2, 'bm_2024_ewaste_g'],
  ] as [Indicator, number, number, string][])('per device: %s', (indicator, scale, decimals, name) => {
    const set = setOf('backmarket-2024@1', 'avoided_per_device');
    const found = expectedAvoided(set, 'smartphone', indicator, 1n);
    if (isUnknown(found)) throw new Error(found.unknown);
    expect(digits(found.central.mul(scale), decimals)).toBe(examples[name]);
  });

  it('of a new phone by its stages', () => {
    const phone = newDevice(setOf('impactco2-2025-11@1', 'absolute_by_stage'), 'smartphone', 'co2e');
    if (isUnknown(phone)) throw new Error(phone.unknown);
    expect(phone.produced.amount.valueOf()).toBe(examples.impactco2_new_phone_total);
  });
});
