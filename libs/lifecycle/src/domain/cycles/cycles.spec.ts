import { describe, expect, it } from '@jest/globals';
import { type JsonObject, MICROS_PER_HOUR, parseInstant } from '#kernel';
import {
  completed,
  delivered,
  described,
  diagnosed,
  dismantled,
  erased,
  given,
  graded,
  manufactured,
  received,
  recycled,
  registered,
  resold,
  tell,
} from '../../testing/journeys.js';

const refurb = { by: 'refurb', roles: ['refurbisher'] as const };
const told = (type: string, when: string, data: JsonObject = {}) => tell(type, when, data, refurb);
const at = (text: string) => parseInstant(`${text.replace(' ', 'T')}:00Z`);
const phone = registered('2024-02-01 10:00');
const intake = received('2024-03-01 10:00', {}, { country: 'FR' });

describe('a cycle', () => {
  it('opens at the first receipt after use, and ends once', () => {
    const { cycles } = given(phone, intake, completed('2024-03-03 10:00'), resold('2024-03-10 10:00')).journey;
    expect(cycles).toMatchObject([
      {
        number: 1,
        reason: 'trade_in',
        country: 'FR',
        outcome: 'refurbished',
        outcomePartner: 'refurb',
        outcomeAt: at('2024-03-10 10:00'),
      },
    ]);
  });

  it('is none for a device on its way to its first user, nor for a repair', () => {
    const stock = received('2024-03-01 10:00', { intakeReason: 'overstock' }, { by: 'maker', roles: ['manufacturer'] });
    expect(given(manufactured('2023-01-10 08:00'), stock).journey.cycles).toEqual([]);
    expect(given(phone, received('2024-03-01 10:00', { intakeReason: 'repair' })).journey.cycles).toEqual([]);
  });

  it('ends as resold as is, harvested or recycled', () => {
    const outcome = (...more: Parameters<typeof given>) =>
      given(phone, intake, ...more).journey.cycles.map((cycle) => cycle.outcome);
    expect(outcome(told('DeviceReadied', '2024-03-02 10:00'), resold('2024-03-10 10:00'))).toEqual(['resold_as_is']);
    expect(outcome(dismantled('2024-03-10 10:00', {}, refurb))).toEqual(['harvested']);
    expect(outcome(dismantled('2024-03-10 10:00', {}, refurb), recycled('2024-03-12 10:00', {}, refurb))).toEqual([
      'harvested',
    ]);
    expect(outcome(recycled('2024-03-12 10:00', {}, { ...refurb, roles: ['recycler'] }))).toEqual(['recycled']);
  });

  it('remembers its first final test only', () =>
    given(phone, intake, diagnosed('2024-03-02 10:00', { result: 'fail' }), diagnosed('2024-03-03 10:00')).then({
      journey: { cycles: [{ firstFinalTest: { passed: false, at: at('2024-03-02 10:00'), partner: 'refurb' } }] },
    }));

  it('is opened by work on a device that nobody reported as received', () =>
    given(phone, completed('2024-03-03 10:00')).then({
      journey: { cycles: [{ reason: 'unknown', refurbishedBy: 'refurb' }], lives: [{ kind: 'first_seen_used' }] },
    }));
});

describe('a visit', () => {
  it('runs from receipt to ready, with holds taken out', () => {
    const hold = [
      told('HoldPlaced', '2024-03-02 10:00', { reason: 'awaiting_parts' }),
      told('HoldReleased', '2024-03-03 10:00', { reason: 'awaiting_parts' }),
    ];
    given(phone, intake, ...hold, completed('2024-03-04 10:00')).then({
      anomalies: [],
      journey: {
        disposition: 'ready',
        cycles: [{ visits: [{ readyAt: at('2024-03-04 10:00'), heldFor: 24 * MICROS_PER_HOUR }] }],
      },
    });
  });

  it('gives the disposition before the hold back', () => {
    const hold = told('HoldPlaced', '2024-03-02 10:00', { reason: 'quality' });
    given(phone, intake, hold).then({ journey: { disposition: 'repair_hold' } });
    given(phone, intake, hold, told('HoldReleased', '2024-03-03 10:00', { reason: 'quality' })).then({
      journey: { disposition: 'received' },
    });
  });

  it('ends where the next partner receives the device', () => {
    const sent = told('CustodyReleased', '2024-03-05 10:00', { toParty: 'partner:buyback', handoverRef: 'H' });
    const next = received('2024-03-07 10:00', { intakeReason: 'transfer' }, { by: 'buyback', roles: ['trade-in'] });
    const { cycles } = given(phone, intake, sent, next).journey;
    expect(cycles).toHaveLength(1);
    expect(cycles[0]?.visits).toMatchObject([
      { partner: 'refurb', until: at('2024-03-05 10:00') },
      { partner: 'buyback', from: at('2024-03-07 10:00') },
    ]);
  });
});

describe('data on the device', () => {
  const sale = [graded('2024-03-03 10:00'), completed('2024-03-03 12:00'), resold('2024-03-10 10:00')];

  it('of a phone is erased by one verified erasure, and the departure counts as sanitised', () =>
    given(phone, intake, erased('2024-03-02 10:00'), ...sale).then({
      anomalies: [],
      journey: {
        data: 'erased',
        departures: [{ verified: true, dataBearing: true, inventoryUnknown: false, holder: 'refurb', cycle: 1 }],
      },
    }));

  it('of a laptop is partly erased until its media are known', () => {
    const laptop = registered('2024-02-01 10:00', { category: 'laptop' });
    given(laptop, intake, erased('2024-03-02 10:00')).then({ journey: { data: 'partly_erased' } });
    given(laptop, intake, erased('2024-03-02 10:00', { mediaComplete: true })).then({ journey: { data: 'erased' } });
    const media = ['a', 'b'].map((mediumId) => ({ mediumId, kind: 'ssd' }));
    const one = given(
      laptop,
      intake,
      described('2024-03-01 12:00', { media }),
      erased('2024-03-02 10:00', { mediumId: 'a' }),
    );
    one.then({ journey: { data: 'unknown' } });
    one
      .whenReported(told('PartRemoved', '2024-03-02 12:00', { slot: 'storage', disposition: 'destroy', mediumId: 'b' }))
      .then({ journey: { data: 'erased' } });
  });

  it('is not erased by an erasure that failed, or without verification not verified', () => {
    given(phone, intake, erased('2024-03-02 10:00', { result: 'fail' })).then({ journey: { data: 'erase_failed' } });
    given(
      phone,
      intake,
      erased('2024-03-02 10:00', { verification: { method: 'none', result: 'fail' } }),
      ...sale,
    ).then({
      journey: { data: 'erased', departures: [{ verified: false }] },
    });
  });

  it('is back with use, and an erasure of one cycle does not satisfy the next', () => {
    const again = [delivered('2024-03-12 10:00'), received('2025-03-01 10:00', { orderRef: 'T-9' })];
    given(phone, intake, erased('2024-03-02 10:00'), ...sale, ...again).then({
      journey: { data: 'bearing', media: [{ verified: false }] },
    });
  });

  it('is of unknown state again with a new storage part', () =>
    given(
      phone,
      intake,
      erased('2024-03-02 10:00'),
      told('PartInstalled', '2024-03-02 12:00', { slot: 'storage', origin: 'used_genuine', partId: 's1' }),
    ).then({
      journey: { data: 'unknown', media: [{ state: 'erased' }, { mediumId: 's1', state: 'unknown' }] },
    }));

  it('has a certificate in time if one comes within two days of the erasure', () => {
    const erasure = erased('2024-03-02 10:00');
    const papers = (when: string) =>
      told('EvidenceAttached', when, { kind: 'erasure_certificate', sha256: 'c', target: { eventId: erasure.id } });
    given(phone, intake, erasure, ...sale, papers('2024-03-04 09:00')).then({
      journey: { departures: [{ certificateWithin48h: true }] },
    });
    given(phone, intake, erasure, ...sale, papers('2024-03-04 11:00')).then({
      journey: { departures: [{ certificateWithin48h: false }] },
    });
  });

  it('leaves no question on a monitor', () =>
    given(registered('2024-02-01 10:00', { category: 'monitor' }), intake, ...sale).then({
      anomalies: [],
      journey: { departures: [{ dataBearing: false }] },
    }));
});
