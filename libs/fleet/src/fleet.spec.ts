import { describe, expect, it } from '@jest/globals';
import type { Delivery } from './delivery.js';
import { deliveries, journeys } from './fleet.js';
import { PARTNERS } from './partners.js';

const until = '2026-06-30';
const told = (options: { seed: string; devices: number; from?: number }): Delivery[] => [
  ...deliveries({ ...options, until }),
];

describe('fleet', () => {
  it('is the same for the same seed and another for another', () => {
    expect(told({ seed: 'a', devices: 60 })).toEqual(told({ seed: 'a', devices: 60 }));
    expect(told({ seed: 'a', devices: 60 })).not.toEqual(told({ seed: 'b', devices: 60 }));
  });

  it('can be made in parts', () => {
    const whole = told({ seed: 'a', devices: 400 });
    expect([...told({ seed: 'a', devices: 200 }), ...told({ seed: 'a', devices: 200, from: 200 })]).toEqual(whole);
  });

  it('tells each device in the order of time and nothing after its last day', () => {
    for (const journey of journeys({ seed: 'a', devices: 100, until })) {
      const times = journey.deliveries.map(({ sentAt }) => sentAt);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(Math.max(0, ...times)).toBeLessThan(Date.parse('2026-07-01T00:00:00Z') * 1000);
    }
  });

  it('uses a reference once and the partners that it names', () => {
    const all = told({ seed: 'a', devices: 400 });
    const references = all.map(({ partner, report }) => `${partner}/${report.reference}`);
    expect(new Set(references).size).toBe(references.length);
    const known = new Set(PARTNERS.map(({ id }) => id));
    expect(all.every(({ partner }) => known.has(partner))).toBe(true);
  });

  it('has several lives, returns, board swaps, harvested parts, rentals, donations and batches in it', () => {
    const all = told({ seed: 'a', devices: 2_000 });
    const types = new Set(all.map(({ report }) => report.type));
    for (const type of [
      'DeviceResold',
      'ReturnReceived',
      'IdentifierSuperseded',
      'DeviceRented',
      'RentalReturned',
      'DeviceDonated',
      'RecyclingCompleted',
      'TradeInSettled',
      'DeviceDismantled',
      'DeviceWrittenOff',
    ])
      expect(types).toContain(type);
    expect(all.some(({ report }) => report.data?.origin === 'harvested')).toBe(true);
    expect(all.some(({ report }) => report.subject?.startsWith('batch:') ?? false)).toBe(true);
    expect(all.some(({ report }) => report.subject?.startsWith('order:') ?? false)).toBe(true);
    const schemes = new Set(all.map(({ report }) => JSON.stringify(report.data?.grade ?? '').slice(0, 24)));
    expect(schemes.size).toBeGreaterThan(2);
  });
});
