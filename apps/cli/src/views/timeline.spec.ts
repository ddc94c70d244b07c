import { describe, expect, it } from '@jest/globals';
import { plainTerminal } from '../console/plain-terminal.js';
import { timeline } from './timeline.js';

const journey = {
  deviceId: 'd-1',
  description: { category: 'smartphone', brand: 'Novara', model: 'One' },
  identifiers: [{ identifier: 'imei:004401245678905' }],
  disposition: 'in_use',
  custody: { state: 'held', party: 'partner:shop' },
  data: 'bearing',
  lifeCount: 1,
  cycleCount: 0,
  anomalies: [{ id: 'a', rule: 'grade-rise', severity: 'high', explanation: 'Rose without a repair.' }],
  entries: [
    {
      event: { type: 'DeviceSoldNew', occurredAt: '2024-12-24T15:00:00+01:00', recordedBy: 'shop', data: {} },
      standing: 'counted',
      anomalies: [],
    },
    {
      event: { type: 'GradeAssigned', occurredAt: '2025-01-05', recordedBy: 'bench', data: { method: 'manual' } },
      standing: 'set-aside',
      rule: 'no-life-after-destruction',
      explanation: 'It was destroyed.',
      anomalies: ['a'],
    },
  ],
};

describe('timeline', () => {
  it('tells when, who and what, and under it what does not count and what is odd', () => {
    expect(timeline(plainTerminal().terminal, journey).split('\n')).toEqual([
      'Novara One (smartphone)',
      'd-1  imei:004401245678905',
      'now in use · custody held (shop) · data bearing · 1 life · 0 intake cycles · 2 reports',
      '',
      '2024',
      '12-24 15:00  shop                 Device sold new',
      '',
      '2025',
      '01-05        bench                Grade assigned           manual',
      '       does not count: no-life-after-destruction. It was destroyed.',
      '       high: grade-rise. Rose without a repair.',
    ]);
  });

  it('cuts a line that is wider than the terminal', () => {
    const [, , , , , sold = ''] = timeline(plainTerminal(90).terminal, {
      ...journey,
      entries: journey.entries.slice(0, 1).map((entry) => ({
        ...entry,
        event: { ...entry.event, data: { channel: 'x'.repeat(80) } },
      })),
    }).split('\n');
    expect(sold.length).toBe(90);
    expect(sold.endsWith('…')).toBe(true);
  });
});
