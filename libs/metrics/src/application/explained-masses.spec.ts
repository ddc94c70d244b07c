import { describe, expect, it } from '@jest/globals';
import { nationalMasses } from '../domain/put-on-market/national-masses.js';
import { aJourney, at } from '../testing/index.js';
import { MemoryMeasures } from '../testing/memory-measures.js';
import { MetricQuery } from './metric-query.service.js';
import type { MetricRequest } from './metric-request.js';

const collected = (day: string, collector: string, country = 'DE') =>
  aJourney({
    description: { category: 'smartphone' },
    waste: { collected: { eventId: 'w', at: at(day), massMg: 180_000, collector, country }, outputs: [] },
  });
const activated = (edition: number, massesKg: Record<number, string>) => ({
  position: `log:${edition}`,
  eventId: `activated-${edition}`,
  content: {
    ...{ name: 'register', edition, title: 'Masses', source: 'this spec' },
    ...{ published: '2026', licence: 'none', notes: [] },
    masses: Object.entries(massesKg).map(([year, massKg]) => {
      return { country: 'DE', year: Number(year), weeeCategory: '6' as const, massKg };
    }),
  },
});

const JOURNEYS = [
  collected('2025-03-01', 'rec'),
  collected('2024-03-01', 'other'),
  collected('2025-03-01', 'other', 'FR'),
];
const EDITIONS = [activated(1, { 2021: '1', 2022: '2', 2023: '3', 2024: '4' }), activated(2, { 2023: '5.50' })];

const explained = async (asked: Partial<MetricRequest> & { input?: string } = {}) => {
  const measures = new MemoryMeasures(JOURNEYS, '2026-11-01');
  const masses = async () => nationalMasses(EDITIONS);
  const query = new MetricQuery(measures, measures, undefined, { masses });
  const answer = await query.explain({ name: 'weeeCollectionRate', scope: { kind: 'all' }, ...asked });
  if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.errors));
  return answer.nationalMasses;
};
const told = async (asked?: Parameters<typeof explained>[0]) =>
  (await explained(asked))?.map(({ country, year, massKg, edition }) => `${country} ${year} ${massKg} ${edition}`);

describe('the explanation of a rate over national masses', () => {
  it('names each mass of its means, with the edition that says it and the event of that', async () => {
    const [first, , third] = (await explained({ filter: { country: ['DE'] }, from: '2025' })) ?? [];
    const known = { country: 'DE', weeeCategory: '6' };
    expect(first).toEqual({ ...known, year: 2022, massKg: '2', edition: 'register@1', event: 'activated-1' });
    expect(third).toEqual({ ...known, year: 2024, massKg: '4', edition: 'register@1', event: 'activated-1' });
    expect(await told({ filter: { country: ['DE'] }, from: '2025' })).toContain('DE 2023 5.5 register@2');
  });

  it('names a mass once that is in the means of several years, and those that are missing', async () => {
    expect(await told()).toEqual([
      'DE 2021 1 register@1',
      'DE 2022 2 register@1',
      'DE 2023 5.5 register@2',
      'DE 2024 4 register@1',
      'FR 2022 null null',
      'FR 2023 null null',
      'FR 2024 null null',
    ]);
  });

  it('names those of the partner that asks alone, and none of what it did not ask for', async () => {
    expect(await told({ scope: { kind: 'partner', partnerId: 'rec' } })).toEqual([
      'DE 2022 2 register@1',
      'DE 2023 5.5 register@2',
      'DE 2024 4 register@1',
    ]);
    expect(await told({ input: 'collected' })).toBeUndefined();
    expect(await told({ name: 'fleetCollectionRate' })).toBeUndefined();
  });
});
