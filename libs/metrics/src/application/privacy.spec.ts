import { describe, expect, it } from '@jest/globals';
import { aJourney, at, MemoryMeasures } from '../testing/index.js';
import { MetricQuery } from './metric-query.service.js';

describe('totals for a partner', () => {
  it('of few groups are judged without a look at all devices', async () => {
    const devices = Array.from({ length: 20 }, (_, index) => ({
      firstCounted: { eventId: `e-${index}`, at: at('2026-01-05'), partner: `p${index % 3}`, country: 'FR' },
    }));
    const measures = new MemoryMeasures(devices.map(aJourney), '2026-06-30');
    const { subjectShares } = measures;
    let seen = 0;
    measures.subjectShares = async (of) => {
      const { subjects } = await subjectShares.call(measures, of);
      seen += 1;
      return { subjects: subjects.slice(0, 1), next: 'another of a million' };
    };
    const scope = { kind: 'partner', partnerId: 'p0' } as const;
    const answer = await new MetricQuery(measures, measures).query({ name: 'devicesKnown', scope });
    expect(answer).toMatchObject({ withheld: 0, rows: [{ value: 20 }] });
    expect(seen).toBeLessThanOrEqual(500);
  });
});
