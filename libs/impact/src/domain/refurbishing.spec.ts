import { describe, expect, it } from '@jest/globals';
import { Rational } from '#kernel';
import { foldJourney } from '#lifecycle/domain';
import { completed, DEVICE, received, registered, started, tell } from '#lifecycle/testing';
import { activitiesOf } from './refurbishing.js';

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
      tell('PackagingUsed', '2026-01-03 12:00', { kind: 'box', massKg: 0.1 }, refurb),
    ];
    expect(activitiesOf(foldJourney({ deviceId: DEVICE, events }))).toEqual([
      { kind: 'energy', kWh: new Rational('1.5') },
      { kind: 'part', slot: 'battery', massKg: new Rational('0.05') },
      { kind: 'accessory', item: 'charger' },
      { kind: 'packaging', item: 'box', massKg: new Rational('0.1') },
    ]);
  });

  it('takes transport from scans that name a mode', () => {
    const scan = (data: Parameters<typeof tell>[2]) =>
      tell(
        'TransportScanned',
        '2026-01-02 09:00',
        { statusCode: 'IT', ...data },
        { by: 'carrier', roles: ['logistics'] },
      );
    const told = (data: Parameters<typeof tell>[2]) =>
      activitiesOf(foldJourney({ deviceId: DEVICE, events: [registered('2026-01-01 08:00'), scan(data)] }));
    expect(told({ mode: 'road', distanceKm: 120 })).toEqual([
      { kind: 'transport', mode: 'road', distanceKm: new Rational(120) },
    ]);
    expect(told({ mode: 'air' })).toEqual([{ kind: 'transport', mode: 'air' }]);
    expect(told({})).toEqual([]);
  });
});
