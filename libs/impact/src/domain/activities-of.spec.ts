import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { foldJourney } from '#lifecycle/domain';
import { completed, DEVICE, received, registered, started, tell } from '#lifecycle/testing';
import { activitiesOf } from './activities-of.js';

const activitiesIn = (events: RecordedEvent[]) =>
  activitiesOf(foldJourney({ deviceId: DEVICE, events })).map(
    ({ at: _, eventId: __, entry: ___, ...activity }) => activity,
  );
const refurb = { by: 'refurb', roles: ['refurbisher'] as const };

describe('what refurbishing took', () => {
  it('is read off the device’s own events, with amounts where they are known', () => {
    const events = [
      registered('2026-01-01 08:00'),
      received('2026-01-02 08:00'),
      started('2026-01-03 08:00'),
      tell('PartInstalled', '2026-01-03 09:00', { slot: 'battery', origin: 'new_oem', massKg: 0.05 }, refurb),
      tell('PartInstalled', '2026-01-03 09:30', { slot: 'display', origin: 'harvested', partId: 'd1' }, refurb),
      completed('2026-01-03 10:00', { energyKWh: 1.5 }),
      tell('AccessoryAdded', '2026-01-03 11:00', { kind: 'charger' }, refurb),
      tell('AccessoryAdded', '2026-01-03 11:30', { kind: 'cable', origin: 'reused', massKg: 0.02 }, refurb),
      tell('PackagingUsed', '2026-01-03 12:00', { kind: 'box', massKg: 0.1 }, refurb),
    ];
    expect(activitiesIn(events)).toEqual([
      { kind: 'part', of: 'battery', amount: 50_000n },
      { kind: 'energy', amount: 1_500_000n },
      { kind: 'accessory', of: 'charger' },
      { kind: 'packaging', of: 'box', amount: 100_000n },
    ]);
  });

  it('is an energy that nobody metered where a refurbishment does not say', () => {
    expect(activitiesIn([registered('2026-01-01 08:00'), completed('2026-01-03 10:00')])).toEqual([{ kind: 'energy' }]);
  });

  it('takes transport from scans that name a mode', () => {
    const scan = (data: Parameters<typeof tell>[2]) =>
      tell(
        'TransportScanned',
        '2026-01-02 09:00',
        { statusCode: 'IT', ...data },
        { by: 'carrier', roles: ['logistics'] },
      );
    const weighed = registered('2026-01-01 08:00', { massKg: 0.2 });
    const told = (data: Parameters<typeof tell>[2]) => activitiesIn([weighed, scan(data)]);
    expect(told({ mode: 'road', distanceKm: 120 })).toEqual([{ kind: 'transport', of: 'road', amount: 24_000_000n }]);
    expect(told({ mode: 'air' })).toEqual([{ kind: 'transport', of: 'air' }]);
    expect(told({})).toEqual([]);
  });
});
