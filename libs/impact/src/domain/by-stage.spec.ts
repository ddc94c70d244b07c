import { describe, expect, it } from '@jest/globals';
import { Rational } from '#kernel';
import type { Activity } from './activity.js';
import { avoidedByReuse, avoidedByStages, expectedByReuse } from './by-stage.js';
import { impactco2202511 } from './editions/impactco2-2025-11.js';
import { impactco2Refurbishing } from './editions/impactco2-refurbishing.js';
import type { AbsoluteByStageSet } from './factor-set.js';
import type { Intensity } from './intensity.js';
import { inventoryOf } from './inventory.js';
import { type NewDevice, newDevice } from './new-device.js';
import { type AvoidedTotal, isUnknown, type Produced, UnitsMixed, type Unknown } from './quantity.js';
import { refurbishingImpact } from './refurbishing.js';

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

  it('does not let indicators meet', () => {
    const fresh = { produced: produced('72'), years: three };
    const water: Produced = { ...produced('1'), indicator: 'water' };
    const mix = () => avoidedByStages(fresh, { produced: water, years: three, creditedYears: three });
    expect(mix).toThrow(UnitsMixed);
  });

  it('credits per year of use', () => {
    const fresh = { produced: produced('72'), years: three };
    const refurbished = { produced: produced('20'), years: new Rational(2), creditedYears: new Rational(2) };
    expect(avoidedByStages(fresh, refurbished)).toMatchObject({ central: new Rational(28) });
  });

  it('keeps how far off a source says that it may be', () => {
    const bounds = { lower: new Rational(60), upper: new Rational(90) };
    const fresh = { produced: { ...produced('72'), bounds }, years: three };
    const refurbished = { produced: produced('15'), years: three, creditedYears: three };
    expect(avoidedByStages(fresh, refurbished)).toEqual({
      sense: 'avoided',
      indicator: 'co2e',
      lower: new Rational(45),
      central: new Rational(57),
      upper: new Rational(75),
    });
  });

  it('is unknown while refurbishing is', () => {
    const fresh = newDevice(impactco2202511, 'smartphone', 'co2e');
    const refurbished = { produced: { unknown: 'energy-not-reported' }, years: three, creditedYears: three };
    expect(avoidedByStages(fresh, refurbished)).toEqual({ unknown: 'energy-not-reported' });
  });
});

const refurbishing = (...amounts: Activity[]) => ({ inventory: inventoryOf(amounts), amounts });
const millionths = (units: number) => BigInt(units * 1_000_000);

describe('reused lives', () => {
  const kind = { category: 'smartphone' };
  const energy: Activity = { kind: 'energy', amount: millionths(2) };
  const road: Activity = { kind: 'transport', of: 'road', amount: millionths(100) };
  const told = (answer: AvoidedTotal | Unknown) => (isUnknown(answer) ? answer.unknown : answer.central.toString());
  const lives = (years: string, ...amounts: Activity[]) => {
    const reused = { kind, years: new Rational(years), refurbishing: refurbishing(...amounts) };
    return told(avoidedByReuse(impactco2Refurbishing, reused, 'co2e'));
  };
  const ofNew = (years: number) => new Rational('80.15525').div('2.5').sub('0.2557').mul(years);
  const took = new Rational(2).mul('0.048').add(new Rational(100).mul('0.0002'));

  it('are set against new devices used for as long, less what refurbishing took', () => {
    expect(lives('2', energy, road)).toBe(ofNew(2).sub(took).toString());
  });

  it('avoid more the longer they last, and less the more was built in, put in or carried', () => {
    const part: Activity = { kind: 'part', of: 'display', amount: millionths(0.05) };
    const box: Activity = { kind: 'packaging', of: 'box', amount: millionths(0.1) };
    const flight: Activity = { kind: 'transport', of: 'air', amount: millionths(1_000) };
    const plain = Number(lives('2', energy, road));
    expect(Number(lives('3', energy, road))).toBeGreaterThan(plain);
    expect(plain - Number(lives('2', energy, road, part))).toBeCloseTo(3, 9);
    expect(plain - Number(lives('2', energy, road, box))).toBeCloseTo(0.1, 9);
    expect(plain - Number(lives('2', energy, road, flight))).toBeCloseTo(1.1, 9);
  });

  it('are expected to last as long as the set assumes, each of them', () => {
    const expected = (set: AbsoluteByStageSet) =>
      told(expectedByReuse(set, { kind, count: 3n, refurbishing: refurbishing(energy, road) }, 'co2e'));
    expect(expected(impactco2Refurbishing)).toBe(ofNew(6).sub(took).toString());
    expect(expected({ ...impactco2Refurbishing, lifetimes: [] })).toBe('no-lifetime');
    expect(expected(impactco2202511)).toBe('refurbishing-impact-unknown');
  });

  it('are unknown with a set that does not know what refurbishing takes, or while events do not say', () => {
    const reused = { kind, years: three, refurbishing: refurbishing(energy, road) };
    expect(avoidedByReuse(impactco2202511, reused, 'co2e')).toEqual({ unknown: 'refurbishing-impact-unknown' });
    expect(lives('2', energy)).toBe('transport-not-reported');
    expect(lives('2', energy, { kind: 'transport', of: 'road' })).toBe('transport-amount-unknown');
  });
});

describe('refurbishing impact', () => {
  const invented = { confirmation: 'unconfirmed', source: 'this spec' } as const;
  const energy: Activity = { kind: 'energy', amount: millionths(1.5) };
  const transport: Activity = { kind: 'transport', of: 'road', amount: millionths(20) };
  const battery: Activity = { kind: 'part', of: 'battery', amount: millionths(0.05) };
  const intensities: Intensity[] = [
    { kind: 'energy', indicator: 'co2e', perUnit: '0.2', ...invented },
    { kind: 'transport', of: 'road', indicator: 'co2e', perUnit: '0.005', ...invented },
    { kind: 'part', of: 'battery', indicator: 'co2e', perUnit: '10', ...invented },
  ];
  const impact = (...amounts: Activity[]) => refurbishingImpact(refurbishing(...amounts), intensities, 'co2e');

  it('sums what the events report', () => {
    expect(impact(energy, transport, battery)).toMatchObject({ amount: new Rational('0.9') });
    expect(impact(transport)).toMatchObject({ amount: new Rational('0.1') });
  });

  it('is nothing more where all that was done was counted already', () => {
    const { inventory } = refurbishing(energy, transport, battery);
    expect(refurbishingImpact({ inventory, amounts: [] }, intensities, 'co2e')).toMatchObject({
      amount: new Rational(0),
    });
  });

  it('names what is missing', () => {
    expect(impact({ kind: 'energy' }, transport)).toEqual({ unknown: 'energy-not-reported' });
    expect(impact(energy)).toEqual({ unknown: 'transport-not-reported' });
    expect(impact(energy, transport, { kind: 'part', of: 'battery' }, battery)).toEqual({
      unknown: 'part-amount-unknown',
    });
    expect(impact(energy, transport, { ...battery, of: 'display' })).toEqual({ unknown: 'no-intensity-for-part' });
    expect(refurbishingImpact(refurbishing(energy, transport), intensities, 'water')).toEqual({
      unknown: 'no-intensity-for-energy',
    });
  });

  it('is unknown where more was done than an inventory lists, which keeps keys short', () => {
    const many = Array.from({ length: 50 }, (_, index): Activity => ({ ...battery, of: `accessory_number_${index}` }));
    expect(impact(energy, transport, ...many)).toEqual({ unknown: 'too-many-activities' });
    expect(refurbishing(...many).inventory.length).toBeLessThan(20);
  });
});
