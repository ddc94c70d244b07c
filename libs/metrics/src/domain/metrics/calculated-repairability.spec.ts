import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from '#kernel';
import type { Entry, Journey, Standing } from '#lifecycle/domain';
import { REPAIR_SCORES } from '#lifecycle/testing';
import { aJourney, at, evaluated, told } from '../../testing/index.js';
import { repairIndexMeasures } from '../measures/repair-index.js';

const reported = (id: string, standing: Standing = { standing: 'counted' }): Entry => ({
  event: {
    id,
    type: 'DeviceManufactured',
    recordedBy: 'maker',
    metadata: { instant: at('2026-01-10') },
  } as unknown as RecordedEvent,
  standing,
  anomalies: [],
});
const made = (declaredManufacture: JsonObject, story: Partial<Journey> = {}) =>
  aJourney({ declaredManufacture, entries: [reported('made')], ...story });

const SCORED = { repairabilityScores: REPAIR_SCORES };
const BETTER = { repairabilityScores: { ...REPAIR_SCORES, spareParts: 5, softwareUpdates: 5 } };
const of = (category: string) => ({ description: { category, brand: 'Acme', model: 'One' } as const });

describe('calculated repairability', () => {
  it('is the mean of the indices that scores give, beside the share of their classes', async () => {
    const devices = [made(SCORED), made(BETTER), made(BETTER, of('tablet'))];
    expect(await evaluated(devices, 'calculatedRepairability')).toMatchObject([
      { value: 4.0975, numerator: 12.2925, denominator: 3, known: 3, unknown: [] },
    ]);
    expect(await told(devices, 'calculatedRepairability', { by: ['category'] })).toEqual([
      'smartphone 4.0225',
      'tablet 4.2475',
    ]);
    expect(await told(devices, 'calculatedRepairClasses')).toEqual(['B 0.333333', 'A 0.666667']);
    expect(await told(devices, 'calculatedRepairability', { where: { class: ['A'] } })).toEqual(['4.2475']);
  });

  it('is what the scores give, whatever is declared', async () => {
    const declared = { value: 4.6, class: 'A', source: '(EU) 2023/1669' };
    expect(await told([made({ ...SCORED, repairability: declared })], 'calculatedRepairability')).toEqual(['3.7975']);
    expect(await told([made({ ...SCORED, repairability: declared })], 'declaredRepairability')).toEqual([
      '(EU) 2023/1669 4.6',
    ]);
  });

  it('is unknown of phones and tablets without scores, and they count in the coverage', async () => {
    const devices = [made(SCORED), made({}), made({}, of('tablet'))];
    expect(await evaluated(devices, 'calculatedRepairability')).toMatchObject([
      { value: 3.7975, known: 1, unknown: ['not-scored 2'] },
      { value: null, numerator: 2, dimensions: { unknown: 'not-scored' } },
    ]);
  });

  it('is nothing that other devices lack, and unknown of those that are scored all the same', async () => {
    expect(await told([made({}, of('laptop'))], 'calculatedRepairability')).toEqual([]);
    expect(await told([made(SCORED, of('laptop'))], 'calculatedRepairability')).toEqual(['category-without-index: 1']);
  });

  it('is of a device whose category nobody told, if it is scored', async () => {
    expect(await told([made(SCORED, of('unknown')), made({}, of('unknown'))], 'calculatedRepairability')).toEqual([
      '3.7975',
      'not-scored: 1',
    ]);
  });

  it('of a device whose manufacture nobody reported, or was retracted, is no unknown', async () => {
    const retracted = aJourney({ entries: [reported('made', { standing: 'void', by: 'retraction' })] });
    expect(await told([aJourney(), retracted], 'calculatedRepairability')).toEqual([]);
  });

  it('rests on the report that its scores are from: the last one', () => {
    const twice = made(SCORED, { entries: [reported('first'), reported('last')] });
    expect(repairIndexMeasures.contributions(twice).map(({ because }) => because)).toEqual([['last'], ['last']]);
  });
});
