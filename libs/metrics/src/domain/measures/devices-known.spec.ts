import { describe, expect, it } from '@jest/globals';
import { aJourney } from '../../testing/index.js';
import { devicesKnownMeasures } from './devices-known.js';

describe('devices known', () => {
  it('counts a device in the month of its first counted event, by its sender', () => {
    expect(devicesKnownMeasures.contributions(aJourney({ deviceId: 'a' }))).toEqual([
      {
        measure: 'devicesKnown',
        period: '2025-01',
        amount: 1n,
        because: ['a/first'],
        dimensions: { partner: 'maker', country: 'DE', category: 'smartphone', model: 'Acme:One' },
      },
    ]);
  });

  it('shows one that only hints name as unknown', () => {
    const identifiers = [{ identifier: 'asset:lessor:7', kind: 'asset', assignedBy: 'e' }];
    expect(devicesKnownMeasures.contributions(aJourney({ identifiers }))).toMatchObject([
      { measure: 'devicesUnidentified', dimensions: { reason: 'no-exclusive-identifier' } },
    ]);
  });

  it('leaves out what is not known of it, and a device with no counted event', () => {
    const vague = aJourney({ description: { category: 'unknown' } });
    expect(devicesKnownMeasures.contributions(vague)[0]?.dimensions).toEqual({ partner: 'maker', country: 'DE' });
    const { firstCounted: _, ...silent } = aJourney();
    expect(devicesKnownMeasures.contributions(silent)).toEqual([]);
  });
});
