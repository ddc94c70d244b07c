import { describe, expect, it } from '@jest/globals';
import { Rational } from '#kernel';
import { avoidedBy, avoidedFactor, expectedAvoided, realisedAvoided } from './avoided.js';
import { displaced } from './displacement.js';
import { ademe2022Final } from './editions/ademe-2022-final.js';
import { backmarket2024 } from './editions/backmarket-2024.js';
import {
  type AvoidedTotal,
  devices,
  isUnknown,
  type Produced,
  type Quantity,
  UnitsMixed,
  useYears,
} from './quantity.js';

const years = (amount: string) => useYears(new Rational(amount));
const central = (answer: ReturnType<typeof expectedAvoided>) =>
  isUnknown(answer) ? answer.unknown : answer.central.toString();

describe('avoided impact', () => {
  it('of two and of three years with a refurbished smartphone follows the study', () => {
    expect(central(realisedAvoided(ademe2022Final, 'smartphone', 'co2e', years('2')))).toBe('49.2');
    expect(central(realisedAvoided(ademe2022Final, 'smartphone', 'co2e', years('3')))).toBe('73.8');
    expect(central(expectedAvoided(ademe2022Final, 'smartphone', 'co2e', 1n))).toBe('49.2');
  });

  it('per device follows the report', () => {
    const digits = (indicator: 'co2e' | 'rawMaterials' | 'water' | 'ewaste', places: number) => {
      const answer = expectedAvoided(backmarket2024, 'smartphone', indicator, 1n);
      return isUnknown(answer) ? answer.unknown : answer.central.round(places).valueOf();
    };
    expect(digits('co2e', 3)).toBe(77.201);
    expect(digits('rawMaterials', 2)).toBe(242.71);
    expect(digits('water', 0)).toBe(76503);
    expect(digits('ewaste', 5)).toBe(0.17788);
  });

  it('is unknown, not zero, where a set has no factor or no basis', () => {
    expect(central(expectedAvoided(ademe2022Final, 'tablet', 'co2e', 1n))).toBe('no-factor');
    expect(central(expectedAvoided(ademe2022Final, 'smartphone', 'ewaste', 1n))).toBe('no-factor');
    expect(central(expectedAvoided(ademe2022Final, undefined, 'co2e', 1n))).toBe('category-unknown');
    expect(central(realisedAvoided(backmarket2024, 'smartphone', 'co2e', years('1')))).toBe(
      'set-has-no-factor-per-year-of-use',
    );
  });

  it('falls to nothing at its lower bound, where no new device was displaced', () => {
    const total = expectedAvoided(ademe2022Final, 'laptop', 'co2e', 2n);
    if (isUnknown(total)) throw new Error(total.unknown);
    expect(displaced(total)).toEqual({
      lower: new Rational(0),
      central: new Rational(162),
      upper: new Rational(162),
    });
  });

  it('is the higher the fewer new devices are replaced, where refurbishing costs more than it saves', () => {
    const loss = { lower: new Rational(-3), central: new Rational(-2), upper: new Rational(1) };
    expect(displaced(loss, { lower: '0.5', central: '0.75', upper: '1' })).toEqual({
      lower: new Rational(-3),
      central: new Rational('-1.5'),
      upper: new Rational(1),
    });
  });

  it('does not let functional units meet, by type and when run', () => {
    const factor = avoidedFactor(ademe2022Final, 'smartphone', 'co2e');
    if (isUnknown(factor)) throw new Error(factor.unknown);
    const counted: Quantity<'device'> = devices(1n);
    // @ts-expect-error a factor per year of use does not multiply devices
    expect(() => avoidedBy(factor, counted)).toThrow(UnitsMixed);
    const perDevice = avoidedFactor(backmarket2024, 'smartphone', 'co2e');
    if (isUnknown(perDevice)) throw new Error(perDevice.unknown);
    // @ts-expect-error a factor per device does not multiply years of use
    expect(() => avoidedBy(perDevice, years('2'))).toThrow(UnitsMixed);
  });

  it('does not let what is produced pass for what is avoided, nor the other way', () => {
    const produced: Produced = { sense: 'produced', per: 'device', indicator: 'co2e', amount: new Rational(72) };
    // @ts-expect-error what a device causes is nothing that it avoids
    expect(() => avoidedBy(produced, devices(1n))).toThrow(UnitsMixed);
    const total = expectedAvoided(ademe2022Final, 'laptop', 'co2e', 2n);
    if (isUnknown(total)) throw new Error(total.unknown);
    // @ts-expect-error what is avoided is not what refurbishing caused
    const refurbishing: Produced = total;
    expect(refurbishing).not.toHaveProperty('amount');
    // @ts-expect-error a bare estimate does not say whether it was caused or avoided
    const bare: AvoidedTotal = { lower: new Rational(1), central: new Rational(1), upper: new Rational(1) };
    expect(bare.sense).toBeUndefined();
  });
});
