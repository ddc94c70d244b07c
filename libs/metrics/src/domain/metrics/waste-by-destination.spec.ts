import { expect, it } from '@jest/globals';
import type { WasteOutput } from '#lifecycle/domain';
import { aJourney, at, told } from '../../testing/index.js';
import { vectors } from '../../testing/metric-vectors.js';

const given = vectors.gri306.energy_recovery_as_disposal.in;
const milligrams = (name: string) => (given[name] ?? Number.NaN) * 1_000_000;
const output = (route: WasteOutput['route'], name: string, more: Partial<WasteOutput> = {}): WasteOutput => ({
  eventId: route,
  at: at('2026-05-01'),
  partner: 'rec',
  material: 'mixed',
  massMg: milligrams(name),
  route,
  massBasis: 'measured',
  ...more,
});
const became = { eventId: 'w', at: at('2026-03-01'), partner: 'rec', massMg: milligrams('generatedKg') };
const history = aJourney({
  waste: {
    becameWeee: became,
    preparedForReuse: { eventId: 'r', at: at('2026-04-01'), partner: 'rec', massMg: milligrams('reuseKg') },
    outputs: [
      output('recycling', 'recyclingKg', { hazardous: false, onSite: true }),
      output('energy_recovery', 'energyKg', { hazardous: true }),
      output('landfill', 'landfillKg'),
    ],
  },
});

it('gives two numbers of one history: energy recovery is disposal for GRI, and recovery for the WEEE directive', async () => {
  expect(await told([history], 'wasteDiversionRate')).toEqual([String(vectors.gri306.energy_recovery_as_disposal.out)]);
  expect(await told([history], 'weeeRecoveryRate')).toEqual([String(vectors.gri306.weee_recovery_same_events.out)]);
});

it('gives the masses by route', async () => {
  expect(await told([history], 'wasteDiverted')).toEqual(['reuse 300', 'recycling 400']);
  expect(await told([history], 'wasteDisposed')).toEqual(['energy_recovery 120', 'landfill 180']);
});

it('knows hazardous and on-site only where they were reported', async () => {
  expect(await told([history], 'wasteDiverted', { by: ['onSite'] })).toEqual(['reuse 300', 'recycling yes 400']);
  expect(await told([history], 'wasteDisposed', { by: ['hazardous'] })).toEqual([
    'energy_recovery yes 120',
    'landfill 180',
  ]);
  expect(await told([history], 'wasteDisposed', { where: { hazardous: [null] } })).toEqual(['landfill 180']);
});
