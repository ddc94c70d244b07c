import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR } from '#kernel';
import type { Leg, Visit } from '#lifecycle/domain';
import { contributed } from '../../testing/contributed.js';
import { aCycle, aJourney, at } from '../../testing/index.js';
import { custodyLegMeasures } from './custody-legs.js';
import { cycleMeasures } from './cycles.js';
import { departureMeasures } from './departures.js';
import { finalTestMeasures } from './final-tests.js';
import { visitMeasures } from './visits.js';

const visit = (story: Partial<Visit> = {}): Visit => ({
  partner: 'refurb',
  country: 'NL',
  from: at('2026-01-10 08:00'),
  precision: 'second',
  receivedBy: 'received',
  readyAt: at('2026-02-12 08:30'),
  readyBy: 'ready',
  heldFor: 0,
  ...story,
});

describe('cycles', () => {
  it.each([
    [
      { outcome: 'refurbished', outcomePartner: 'refurb' },
      'cyclesClosed 1 @2026-01 partner=refurb outcome=refurbished',
    ],
    [{ visits: [visit({ partner: 'trader' })] }, 'cyclesOpen 1 @2026-01 partner=trader reason=cycle-open'],
  ] as const)('are counted by intake month: %j', (story, line) => {
    const journey = aJourney({ cycles: [aCycle('2026-01-10', story as Partial<ReturnType<typeof aCycle>>)] });
    expect(contributed(cycleMeasures, journey, 'partner', 'outcome', 'reason')).toEqual([line]);
  });

  it.each(['return', 'repair'] as const)('leave out intakes for %s', (reason) => {
    expect(cycleMeasures.contributions(aJourney({ cycles: [aCycle('2026-01-10', { reason })] }))).toEqual([]);
  });
});

describe('first final tests', () => {
  it('count once per cycle, by tester', () => {
    const firstFinalTest = { eventId: 't', partner: 'lab', country: 'NL', at: at('2026-02-01'), passed: false };
    const journey = aJourney({ cycles: [aCycle('2026-01-10', { firstFinalTest, outcome: 'refurbished' })] });
    expect(contributed(finalTestMeasures, journey, 'partner', 'country', 'result')).toEqual([
      'firstFinalTests 1 @2026-02 partner=lab country=NL result=fail',
    ]);
  });

  it('that were never made are unknown once the device is sold as refurbished', () => {
    const cycle = aCycle('2026-01-10', {
      outcome: 'refurbished',
      outcomeAt: at('2026-03-01'),
      outcomePartner: 'refurb',
    });
    expect(contributed(finalTestMeasures, aJourney({ cycles: [cycle] }), 'partner', 'reason')).toEqual([
      'refurbishedUntested 1 @2026-03 partner=refurb reason=not-final-tested',
    ]);
  });
});

describe('visits', () => {
  const told = (story: Partial<Visit>) =>
    contributed(
      visitMeasures,
      aJourney({ cycles: [aCycle('2026-01-10', { visits: [visit(story)] })] }),
      'minutes',
      'reason',
    );

  it('are counted by whole minutes from receipt to ready, holds taken out', () => {
    expect(told({ heldFor: 24 * MICROS_PER_HOUR })).toEqual(['turnaroundVisits 1 @2026-02 minutes=46110']);
  });

  it('known to the day only are unknown, and so are negative ones', () => {
    expect(told({ precision: 'day' })).toEqual(['turnaroundUnknown 1 @2026-02 reason=day-precise']);
    expect(told({ readyPrecision: 'day' })).toEqual(['turnaroundUnknown 1 @2026-02 reason=day-precise']);
    expect(told({ readyAt: at('2026-01-10 07:59') })).toEqual([
      'turnaroundUnknown 1 @2026-01 reason=ready-before-received',
    ]);
  });

  it('that did not become ready are not counted', () => {
    const { readyAt: _, ...away } = visit();
    expect(visitMeasures.contributions(aJourney({ cycles: [aCycle('2026-01-10', { visits: [away] })] }))).toEqual([]);
  });
});

describe('departures', () => {
  const departure = { eventId: 'd', at: at('2026-03-05'), cycle: 1, holder: 'refurb', inventoryUnknown: false };
  const told = (dataBearing: boolean, verified: boolean, inventoryUnknown = false) =>
    contributed(
      departureMeasures,
      aJourney({ departures: [{ ...departure, dataBearing, verified, inventoryUnknown }] }),
      'sanitised',
      'reason',
    );

  it('count with data, by verified sanitisation', () => {
    expect(told(true, true)).toEqual(['dataDepartures 1 @2026-03 sanitised=yes']);
    expect(told(true, false)).toEqual(['dataDepartures 1 @2026-03 sanitised=no']);
    expect(told(false, false)).toEqual([]);
  });

  it('with an unknown inventory are neither verified nor left out', () => {
    expect(told(true, true, true)).toEqual([
      'dataDepartures 1 @2026-03 sanitised=no',
      'dataDeparturesUnknown 1 @2026-03 reason=media-inventory-unknown',
    ]);
  });
});

describe('custody legs', () => {
  const leg: Leg = {
    from: 'partner:a',
    to: 'partner:b',
    kind: 'partner',
    state: 'confirmed',
    acceptedAt: at('2026-04-01'),
  };
  const told = (story: Partial<Leg>) =>
    contributed(custodyLegMeasures, aJourney({ legs: [{ ...leg, ...story }] }), 'partner', 'legKind', 'state');

  it('count by receiver and by how well both ends agree', () => {
    expect(told({})).toEqual(['custodyLegs 1 @2026-04 partner=b legKind=partner state=confirmed']);
    expect(told({ to: 'consumer:x', kind: 'consumer', state: 'one_sided' })).toEqual([
      'custodyLegs 1 @2026-04 partner=a legKind=consumer state=one_sided',
    ]);
  });

  it.each(['open', 'rejected'] as const)('that are %s have not ended', (state) => {
    expect(told({ state })).toEqual([]);
  });
});
