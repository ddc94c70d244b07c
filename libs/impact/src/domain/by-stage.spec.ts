import { describe, expect, it } from '@jest/globals';
import { Rational } from '#kernel';
import { avoidedByStages, type NewDevice, newDevice } from './by-stage.js';
import { impactco2202511 } from './editions/impactco2-2025-11.js';
import { isUnknown, type Produced, type Unknown } from './quantity.js';
import { type Activity, type Intensity, refurbishingImpact } from './refurbishing.js';

const produced = (amount: string): Produced => ({
  sense: 'produced',
  per: 'device',
  indicator: 'co2e',
  amount: new Rational(amount),
});
const total = (device: NewDevice | Unknown) => (isUnknown(device) ? device.unknown : device.produced.amount.toString());
const three = new Rational(3);

describe('absolute by stage', () => {
  it('adds the stages of a new device over its default years', () => {
    expect(total(newDevice(impactco2202511, 'smartphone', 'co2e'))).toBe('80.15525');
    expect(total(newDevice(impactco2202511, 'tablet', 'co2e'))).toBe('87.135');
    expect(total(newDevice(impactco2202511, 'laptop', 'co2e'))).toBe('192.62');
    expect(total(newDevice(impactco2202511, 'monitor', 'co2e'))).toBe('92.574');
  });

  it('does not choose between variants, nor fill in what is missing', () => {
    expect(total(newDevice(impactco2202511, 'desktop', 'co2e'))).toBe('variant-unknown');
    expect(total(newDevice(impactco2202511, 'desktop', 'co2e', 'office'))).toBe('259.196');
    expect(total(newDevice(impactco2202511, 'smartphone', 'water'))).toBe('no-factor');
    expect(total(newDevice(impactco2202511, undefined, 'co2e'))).toBe('category-unknown');
  });

  it('gives the published difference of an iPhone 11 when both are used for the same years', () => {
    const fresh = { produced: produced('72'), years: three };
    const refurbished = { produced: produced('15.7'), years: three, creditedYears: three };
    expect(avoidedByStages(fresh, refurbished)).toMatchObject({ central: new Rational('56.3') });
  });

  it('credits per year of use', () => {
    const fresh = { produced: produced('72'), years: three };
    const refurbished = { produced: produced('20'), years: new Rational(2), creditedYears: new Rational(2) };
    expect(avoidedByStages(fresh, refurbished)).toMatchObject({ central: new Rational(28) });
  });

  it('keeps the bounds in order when refurbishing costs more than it saves', () => {
    const fresh = { produced: produced('3'), years: three };
    const refurbished = { produced: produced('6'), years: three, creditedYears: three };
    expect(avoidedByStages(fresh, refurbished)).toEqual({
      lower: new Rational(-3),
      central: new Rational(-3),
      upper: new Rational(0),
    });
  });

  it('is unknown while refurbishing is', () => {
    const fresh = newDevice(impactco2202511, 'smartphone', 'co2e');
    const refurbished = { produced: { unknown: 'energy-not-reported' }, years: three, creditedYears: three };
    expect(avoidedByStages(fresh, refurbished)).toEqual({ unknown: 'energy-not-reported' });
  });
});

describe('refurbishing impact', () => {
  const energy: Activity = { kind: 'energy', kWh: new Rational('1.5') };
  const transport: Activity = { kind: 'transport', mode: 'road', distanceKm: new Rational(100) };
  const battery: Activity = { kind: 'part', slot: 'battery', massKg: new Rational('0.05') };
  const intensities: Intensity[] = [
    { kind: 'energy', indicator: 'co2e', perUnit: '0.2' },
    { kind: 'transport', of: 'road', indicator: 'co2e', perUnit: '0.001' },
    { kind: 'part', of: 'battery', indicator: 'co2e', perUnit: '10' },
  ];

  it('sums what the events report', () => {
    expect(refurbishingImpact([energy, transport, battery], intensities, 'co2e')).toMatchObject({
      amount: new Rational('0.9'),
    });
  });

  it('names what is missing', () => {
    expect(refurbishingImpact([transport], intensities, 'co2e')).toEqual({ unknown: 'energy-not-reported' });
    expect(refurbishingImpact([energy], intensities, 'co2e')).toEqual({ unknown: 'transport-not-reported' });
    expect(refurbishingImpact([energy, transport, { kind: 'part', slot: 'screen' }], intensities, 'co2e')).toEqual({
      unknown: 'part-amount-unknown',
    });
    expect(refurbishingImpact([energy, transport], intensities, 'water')).toEqual({
      unknown: 'no-intensity-for-energy',
    });
  });
});
