import { describe, expect, it } from '@jest/globals';
import type { PartChange, Waste, WasteOutput } from '#lifecycle/domain';
import { contributed } from '../../testing/contributed.js';
import { aJourney, aLife, aSale, at } from '../../testing/index.js';
import { collectionMeasures } from './collection.js';
import { divertedMassMeasures } from './diverted-mass.js';
import { wasteMassMeasures } from './waste-mass.js';

const became = { eventId: 'weee', at: at('2026-01-05'), partner: 'recycler', country: 'FR', massMg: 200_000 };
const output = (route: WasteOutput['route'], massMg: number): WasteOutput => ({
  eventId: route,
  at: at('2026-06-01'),
  partner: 'recycler',
  material: 'mixed',
  massMg,
  route,
  massBasis: 'measured',
});

describe('waste mass', () => {
  const told = (waste: Waste, pastWaste: Waste[] = []) =>
    contributed(wasteMassMeasures, aJourney({ waste, pastWaste }), 'fate', 'reason', 'weeeCategory');

  it('follows the cohort: what became of it counts in the month in which it became waste', () => {
    const outputs = [output('recycling', 120_000), output('energy_recovery', 30_000), output('landfill', 50_000)];
    expect(told({ becameWeee: became, outputs })).toEqual([
      'weeeMass 200000 @2026-01 weeeCategory=6',
      'weeeDevices 1 @2026-01 weeeCategory=6',
      'weeeFateMass 120000 @2026-01 weeeCategory=6 fate=recycling',
      'weeeFates 1 @2026-01 weeeCategory=6 fate=recycling',
      'weeeFateMass 30000 @2026-01 weeeCategory=6 fate=energy_recovery',
      'weeeFates 1 @2026-01 weeeCategory=6 fate=energy_recovery',
      'weeeFateMass 50000 @2026-01 weeeCategory=6 fate=disposal',
      'weeeFates 1 @2026-01 weeeCategory=6 fate=disposal',
    ]);
  });

  it('prepared for reuse is the whole device, also in an account of earlier times', () => {
    const reused = {
      becameWeee: became,
      preparedForReuse: { eventId: 'r', at: at('2026-02-01'), partner: 'p' },
      outputs: [],
    };
    expect(told({ outputs: [] }, [reused])[2]).toBe('weeeFateMass 200000 @2026-01 weeeCategory=6 fate=reuse');
  });

  it('says what is missing', () => {
    const { massMg: _, ...weightless } = became;
    expect(told({ becameWeee: weightless, outputs: [] })).toEqual([
      'weeeUnknown 1 @2026-01 weeeCategory=6 reason=mass-unknown',
    ]);
    expect(told({ becameWeee: became, outputs: [] })[2]).toContain('reason=treatment-not-reported');
  });
});

describe('collection', () => {
  it('sets mass collected beside mass sold new', () => {
    const collected = { eventId: 'c', at: at('2026-01-05'), collector: 'recycler', massMg: 200_000 };
    const journey = aJourney({ sales: [aSale('2024-02-01', { kind: 'new' })], waste: { collected, outputs: [] } });
    expect(contributed(collectionMeasures, journey, 'partner')).toEqual([
      'collectedMass 200000 @2026-01 partner=recycler',
      'collectedDevices 1 @2026-01 partner=recycler',
      'newSaleMass 180000 @2024-02 partner=seller',
      'newSaleDevices 1 @2024-02 partner=seller',
    ]);
  });
});

describe('diverted mass', () => {
  const life = aLife(2, '2026-01-10', '2026-02-09');
  const part = (change: PartChange['change'], on: string, story: Partial<PartChange> = {}): PartChange => ({
    eventId: `${change} ${on}`,
    at: at(on),
    partner: 'refurb',
    change,
    slot: 'battery',
    ...story,
  });
  const told = (parts: PartChange[], massMg: number | undefined = 180_000) => {
    const description = { category: 'smartphone', ...(massMg > 0 ? { massMg } : {}) };
    const journey = aJourney({ description, sales: [aSale('2026-01-10')], lives: [life], parts });
    return contributed(divertedMassMeasures, journey, 'item', 'reason').filter(
      (line) => !line.startsWith('divertedItems'),
    );
  };
  const harvested = { origin: 'harvested', partId: 'b1', massMg: 40_000 } as const;

  it('is the device once per resale-opened life', () => {
    expect(told([])).toEqual(['divertedMass 180000 @2026-01 >2026-02-09 item=device']);
  });

  it('does not count a reused part twice', () => {
    expect(told([part('installed', '2025-12-01', harvested)])).toEqual([
      'divertedMass 140000 @2026-01 >2026-02-09 item=device',
      'divertedMass 40000 @2025-12 item=part',
    ]);
  });

  it('counts the whole device again once the reused part is out', () => {
    const parts = [part('installed', '2025-12-01', harvested), part('removed', '2025-12-20', { partId: 'b1' })];
    expect(told(parts)[0]).toBe('divertedMass 180000 @2026-01 >2026-02-09 item=device');
  });

  it('says of which devices and parts the mass is unknown', () => {
    expect(told([part('installed', '2025-12-01', { origin: 'harvested', partId: 'b1' })], 0)).toEqual([
      'divertedUnknown 1 @2026-01 >2026-02-09 item=device reason=device-mass-unknown',
      'divertedUnknown 1 @2025-12 item=part reason=part-mass-unknown',
    ]);
  });
});
