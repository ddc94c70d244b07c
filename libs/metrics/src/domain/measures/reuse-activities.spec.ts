import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from '#kernel';
import { foldJourney, type Journey } from '#lifecycle/domain';
import {
  completed,
  DEVICE,
  delivered,
  received,
  registered,
  resold,
  returned,
  scanned,
  tell,
} from '#lifecycle/testing';
import { aJourney, aLife, aSale } from '../../testing/a-journey.js';
import { contributed } from '../../testing/contributed.js';
import { qualifyingLivesMeasures } from './qualifying-lives.js';
import { reuseActivityMeasures } from './reuse-activities.js';
import { useTimeMeasures } from './use-time.js';

const refurb = { by: 'refurb', roles: ['refurbisher'] as const };
const built = (at: string, slot: string, more: JsonObject = {}) =>
  tell('PartInstalled', at, { slot, origin: 'new_oem', ...more }, refurb);
const carried = (at: string, distanceKm: number) => scanned(at, { statusCode: 'IT', mode: 'road', distanceKm });

/** First seen used, bought from its user in January, refurbished, and sold again in March. */
const cameIn = [
  registered('2026-01-01 08:00', { massKg: 0.2 }),
  received('2026-01-02 08:00'),
  completed('2026-01-05 08:00', { energyKWh: 1.5 }),
];
const wentOut = [resold('2026-03-01 08:00', { orderRef: 'O-1' }), delivered('2026-03-03 08:00')];

const journeyOf = (...events: RecordedEvent[]): Journey => foldJourney({ deviceId: DEVICE, events });
const amounts = (...events: RecordedEvent[]) =>
  contributed(reuseActivityMeasures, journeyOf(...events), 'activity', 'of');
const inventories = (...events: RecordedEvent[]) =>
  qualifyingLivesMeasures
    .contributions(journeyOf(...events))
    .map(({ period, dimensions }) => `${period} ${dimensions.inventory}`);

describe('what was done for credited lives', () => {
  it('is summed by slot, item and mode, in the month in which the life opened, and due with it', () => {
    const events = [
      ...cameIn,
      carried('2026-01-01 20:00', 300),
      built('2026-01-04 08:00', 'battery', { massKg: 0.04 }),
      built('2026-01-04 09:00', 'battery', { massKg: 0.05 }),
      built('2026-01-04 10:00', 'display', { origin: 'harvested', partId: 'd1', massKg: 0.1 }),
      tell('AccessoryAdded', '2026-01-06 08:00', { kind: 'charger', massKg: 0.06 }, refurb),
      tell('PackagingUsed', '2026-01-06 09:00', { kind: 'box', massKg: 0.1 }, refurb),
      ...wentOut,
      carried('2026-03-02 08:00', 200.5),
    ];
    expect(amounts(...events)).toEqual([
      'reuseTransport 100100000 @2026-03 >2026-04-02 activity=transport of=road',
      'reuseMaterial 90000 @2026-03 >2026-04-02 activity=part of=battery',
      'reuseEnergy 1500000 @2026-03 >2026-04-02 activity=energy',
      'reuseMaterial 60000 @2026-03 >2026-04-02 activity=accessory of=charger',
      'reuseMaterial 100000 @2026-03 >2026-04-02 activity=packaging of=box',
    ]);
    expect(inventories(...events)).toEqual([
      '2026-03 accessory:charger energy packaging:box part:battery transport:road',
    ]);
  });

  it('names the life, and every event that reported it', () => {
    const [sale] = wentOut;
    const [found] = reuseActivityMeasures.contributions(journeyOf(...cameIn, ...wentOut));
    expect(found).toMatchObject({
      because: [sale?.id, cameIn[2]?.id],
      dimensions: { credited: 'refurb', outcome: 'refurbished', category: 'smartphone', inventory: 'energy' },
    });
  });

  it('lists what nobody gave an amount of, and adds nothing for it', () => {
    const events = [...cameIn.slice(0, 2), completed('2026-01-05 08:00'), built('2026-01-04 08:00', 'display')];
    expect(amounts(...events, ...wentOut, scanned('2026-03-02 08:00', { mode: 'air' }))).toEqual([]);
    expect(inventories(...events, ...wentOut, scanned('2026-03-02 08:00', { mode: 'air' }))).toEqual([
      '2026-03 energy? part:display? transport:air?',
    ]);
  });

  it('lists energy for every life out of a refurbished cycle: no refurbishment took nothing', () => {
    const lives = [aLife(1, '2024-01-01', '2024-01-31'), aLife(2, '2026-01-10', '2026-02-09')];
    const [life] = qualifyingLivesMeasures.contributions(aJourney({ lives, sales: [aSale('2026-01-10')] }));
    expect(life?.dimensions.inventory).toBe('energy?');
  });

  it('belongs to the sale of its day, whatever the hour that was noted', () => {
    const [first, second] = cameIn;
    const sale = resold('2026-01-05', { orderRef: 'O-1', fulfilment: 'in_store' });
    const events = [first, second, completed('2026-01-05 17:00', { energyKWh: 2 }), sale] as RecordedEvent[];
    expect(amounts(...events)).toEqual(['reuseEnergy 2000000 @2026-01 >2026-02-04 activity=energy']);
  });

  it('of a sale that was returned falls to the sale after it', () => {
    const events = [
      ...cameIn,
      ...wentOut,
      carried('2026-03-02 08:00', 100),
      returned('2026-03-10 08:00', { orderRef: 'O-1' }),
      carried('2026-03-09 08:00', 100),
      resold('2026-05-01 08:00', { orderRef: 'O-2' }),
      delivered('2026-05-03 08:00'),
    ];
    expect(amounts(...events)).toEqual([
      'reuseEnergy 1500000 @2026-05 >2026-06-02 activity=energy',
      'reuseTransport 40000000 @2026-05 >2026-06-02 activity=transport of=road',
    ]);
  });

  it('belongs to the life that it interrupts, when it came back to its user', () => {
    const repaired = [
      received('2026-07-01 08:00', { intakeReason: 'repair' }),
      built('2026-07-02 08:00', 'camera', { massKg: 0.01 }),
      tell('DeviceReadied', '2026-07-03 08:00', {}, refurb),
      tell('CustodyReleased', '2026-07-04 08:00', { toParty: 'consumer:anna', purpose: 'return' }, refurb),
    ];
    const later = [
      received('2027-01-02 08:00'),
      completed('2027-01-05 08:00', { energyKWh: 1 }),
      resold('2027-03-01 08:00', { orderRef: 'O-9', fulfilment: 'in_store' }),
    ];
    expect(amounts(...cameIn, ...wentOut, ...repaired, ...later)).toEqual([
      'reuseEnergy 1500000 @2026-03 >2026-04-02 activity=energy',
      'reuseMaterial 10000 @2026-03 >2026-04-02 activity=part of=camera',
      'reuseEnergy 1000000 @2027-03 >2027-03-31 activity=energy',
    ]);
  });

  it('serves the sale that came of it, when the device never went back to its user', () => {
    const kept = [
      received('2026-07-01 08:00', { intakeReason: 'repair' }),
      completed('2026-07-03 08:00', { energyKWh: 2 }),
      resold('2026-08-01 08:00', { orderRef: 'O-7', fulfilment: 'in_store' }),
    ];
    expect(amounts(...cameIn, ...wentOut, ...kept).at(-1)).toBe(
      'reuseEnergy 2000000 @2026-08 >2026-08-31 activity=energy',
    );
  });

  it('reaches a life whose delivery nobody reported, until its window ends', () => {
    const sale = resold('2026-03-01 08:00', { orderRef: 'O-1' });
    expect(amounts(...cameIn, sale, carried('2026-03-06 08:00', 10)).at(-1)).toBe(
      'reuseTransport 2000000 @2026-03 >2026-04-03 activity=transport of=road',
    );
    expect(amounts(...cameIn, sale, carried('2026-04-06 08:00', 10))).toHaveLength(1);
  });

  it('is nothing for first lives, and for lives that earn nothing', () => {
    const made = [registered('2026-01-01 08:00'), completed('2026-01-05 08:00', { energyKWh: 1 })];
    expect(amounts(...made)).toEqual([]);
    const donated = tell('DeviceDonated', '2026-03-01 08:00', { toRef: 'consumer:dora' }, refurb);
    expect(amounts(...cameIn, donated)).toEqual([]);
  });

  it('is told of the use of credited lives as well, so that each group of it can be judged', () => {
    const journey = journeyOf(...cameIn, ...wentOut, carried('2026-03-02 08:00', 100));
    expect(contributed(useTimeMeasures, journey, 'inventory')[0]).toBe(
      'useEdges 1 @2026-03 >2026-04-02 inventory=energy transport:road',
    );
  });
});
