import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from '#kernel';
import { aJourney, at, told } from '../../testing/index.js';
import { vectors } from '../../testing/metric-vectors.js';

const RULE = '(EU) 2023/1669';
const made = (repairability?: JsonObject) =>
  aJourney({
    declaredManufacture: repairability === undefined ? {} : { repairability },
    entries: [
      {
        event: {
          id: 'made',
          type: 'DeviceManufactured',
          recordedBy: 'maker',
          metadata: { instant: at('2026-01-10') },
        } as unknown as RecordedEvent,
        standing: { standing: 'counted' },
        anomalies: [],
      },
    ],
  });
const { R: value, cls } = vectors.eu_2023_1669;

describe('declared repairability', () => {
  it('is a mean within its rule, and shares of its classes', async () => {
    const devices = [
      made({ value, class: cls, source: RULE }),
      made({ value: 4.2025, class: 'A', source: RULE }),
      made({ value: 8.2, source: 'indice de réparabilité' }),
    ];
    expect(await told(devices, 'declaredRepairability')).toEqual(['(EU) 2023/1669 4', 'indice de réparabilité 8.2']);
    expect(await told(devices, 'declaredRepairClasses')).toEqual([
      `${RULE} B 0.5`,
      `${RULE} A 0.5`,
      'indice de réparabilité 1',
    ]);
    expect(await told(devices, 'declaredRepairability', { by: ['partner'], where: { rule: [RULE] } })).toEqual([
      `${RULE} maker 4`,
    ]);
  });

  it.each([
    ['not-declared', undefined],
    ['class-does-not-fit-score', { value, class: 'A', source: RULE }],
    ['score-outside-its-rule', { value: 7.2, class: 'B', source: RULE }],
  ])('is unknown: %s', async (reason, declared) => {
    expect(await told([made(declared)], 'declaredRepairability')).toEqual([`${reason}: 1`]);
  });

  it('of a device whose manufacture nobody reported is no unknown', async () => {
    expect(await told([aJourney()], 'declaredRepairability')).toEqual([]);
  });
});
