import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { parseInstant } from '#kernel';
import {
  completed,
  delivered,
  erased,
  given,
  graded,
  manufactured,
  received,
  registered,
  resold,
  returnAuthorised,
  returned,
  soldNew,
  tell,
  tradedIn,
} from '../../testing/journeys.js';

const at = (text: string) => parseInstant(`${text.replace(' ', 'T')}:00Z`);
const made = [registered('2023-01-09 08:00', { provenance: 'new' }), manufactured('2023-01-10 08:00')];
const firstLife = [...made, soldNew('2023-02-01 10:00'), delivered('2023-02-03 12:00')];
const intake = [
  tradedIn('2025-02-01 09:00'),
  received('2025-02-08 09:00'),
  erased('2025-02-09 12:00'),
  graded('2025-02-09 13:00'),
  completed('2025-02-10 13:00'),
];
const secondSale = [resold('2025-02-20 10:00'), delivered('2025-02-22 12:00')];
const told = (type: string, when: string, data: JsonObject, by = 'shop') => tell(type, when, data, { by });

describe('a life', () => {
  it('opens at the delivery of a sale and counts once the return window has ended', () =>
    given(...firstLife).then({
      journey: {
        lives: [
          {
            number: 1,
            kind: 'sale',
            openedAt: at('2023-02-03 12:00'),
            openingInferred: false,
            windowEndsOn: '2023-03-05',
          },
        ],
      },
    }));

  it('opens three days after the sale, inferred, where no delivery is known', () =>
    given(...made, soldNew('2023-02-01 10:00')).then({
      journey: { disposition: 'sold_in_transit', lives: [{ openedAt: at('2023-02-04 10:00'), openingInferred: true }] },
    }));

  it('is seen to have opened by a moment after that, and not by one before', () => {
    const sale = given(...made, soldNew('2023-02-01 10:00'));
    sale.asOf(at('2023-02-03 10:00') ?? 0).then({ journey: { disposition: 'sold_in_transit' } });
    sale.asOf(at('2023-02-05 10:00') ?? 0).then({
      journey: { disposition: 'in_use', custody: { state: 'held', party: 'consumer:anna' }, data: 'bearing' },
    });
  });

  it('opens at once in a store', () =>
    given(...made, soldNew('2023-02-01 10:00', { fulfilment: 'in_store', returnWindowDays: 14 })).then({
      journey: { disposition: 'in_use', lives: [{ openedAt: at('2023-02-01 10:00'), windowEndsOn: '2023-02-15' }] },
    }));

  it('ends when the device leaves its user, not with the trade-in order', () => {
    const { lives } = given(...firstLife, tradedIn('2025-02-01 09:00')).journey;
    expect(lives[0]?.closedAt).toBeUndefined();
    given(...firstLife, ...intake).then({
      anomalies: [],
      journey: { lives: [{ closedAt: at('2025-02-08 09:00'), closedReason: 'left_user' }] },
    });
  });

  it('is followed by one that names the refurbisher and the outcome of its cycle', () =>
    given(...firstLife, ...intake, ...secondSale).then({
      anomalies: [],
      journey: {
        lives: [{}, { number: 2, cycleOutcome: 'refurbished', refurbisher: 'refurb', seller: 'refurb', country: 'DE' }],
        cycles: [{ outcome: 'refurbished', reason: 'trade_in' }],
      },
    }));

  it('is inferred, of unknown start, for a device first seen used', () => {
    const { lives } = given(registered('2025-02-08 09:00'), ...intake, ...secondSale).journey;
    expect(lives).toHaveLength(2);
    expect(lives[0]).toMatchObject({ kind: 'first_seen_used', inferred: true, closedReason: 'left_user' });
    expect(lives[0]?.openedAt).toBeUndefined();
  });

  it('is none for a wholesale to another partner, whose receipt is a visit', () => {
    const trade = resold('2025-02-20 10:00', { buyerKind: 'trade', buyerRef: 'partner:buyback' });
    const visit = received('2025-02-24 10:00', { intakeReason: 'transfer' }, { by: 'buyback', roles: ['trade-in'] });
    const { lives, cycles } = given(...firstLife, ...intake, trade, visit).journey;
    expect(lives).toHaveLength(1);
    expect(cycles).toMatchObject([{ number: 1, visits: [{ partner: 'refurb' }, { partner: 'buyback' }] }]);
    expect(cycles[0]?.outcome).toBeUndefined();
  });

  it('ends the cycle as transferred for a wholesale to a buyer outside', () =>
    given(...firstLife, ...intake, resold('2025-02-20 10:00', { buyerKind: 'trade', buyerRef: 'unknown' })).then({
      journey: { cycles: [{ outcome: 'transferred' }] },
    }));

  it('never was where the sale is cancelled before the goods arrive, and the cycle goes on', () => {
    const cancelled = told('SaleCancelled', '2025-02-21 10:00', { orderRef: 'O-1', reason: 'stock' }, 'refurb');
    const { lives, cycles, disposition, ownership } = given(...firstLife, ...intake, secondSale[0]!, cancelled).journey;
    expect(lives).toHaveLength(1);
    expect(cycles[0]?.outcome).toBeUndefined();
    expect(disposition).toBe('ready');
    expect(ownership).not.toMatchObject({ party: 'consumer:ben' });
  });
});

describe('a return', () => {
  const back = returned('2025-03-15 10:00');

  it('inside the window, by the day it was authorised, voids the life', () => {
    const may = returnAuthorised('2025-03-10 10:00', { reasonScheme: 'backmarket', reasonCode: '21' });
    given(...firstLife, ...intake, ...secondSale, may, returned('2025-04-15 10:00')).then({
      anomalies: [],
      journey: {
        disposition: 'received',
        lives: [{}, { voidedBy: may.id }],
        sales: [{}, { returned: { inWindow: true, reasonCode: '21', at: at('2025-03-10 10:00') } }],
        cycles: [{}, { reason: 'return' }],
      },
    });
  });

  it('after the window closes the life', () => {
    const late = returned('2025-04-15 10:00');
    const { lives } = given(...firstLife, ...intake, ...secondSale, late).journey;
    expect(lives[1]).toMatchObject({ closedReason: 'returned', closedAt: at('2025-04-15 10:00') });
    expect(lives[1]?.voidedBy).toBeUndefined();
  });

  it('for repair pauses the use until the device is back', () => {
    const may = returnAuthorised('2025-03-10 10:00', { resolution: 'repair' });
    const sent = tell(
      'CustodyReleased',
      '2025-03-18 10:00',
      { toParty: 'consumer:ben', handoverRef: 'R' },
      { by: 'refurb', roles: ['refurbisher'] },
    );
    const { lives, cycles } = given(...firstLife, ...intake, ...secondSale, may, back, sent).journey;
    expect(lives[1]).toMatchObject({ pauses: [{ from: at('2025-03-15 10:00'), until: at('2025-03-18 10:00') }] });
    expect(lives[1]?.closedAt).toBeUndefined();
    expect(cycles).toHaveLength(1);
  });

  it('with the goods kept changes nothing', () => {
    const refund = told(
      'SaleRefunded',
      '2025-03-01 10:00',
      { orderRef: 'O-1', reason: 'dent', goodsKept: true },
      'refurb',
    );
    const before = given(...firstLife, ...intake, ...secondSale).journey.lives;
    expect(given(...firstLife, ...intake, ...secondSale, refund).journey.lives).toEqual(before);
  });

  it('lets the next sale carry the outcome of the cycle that the void sale had ended', () => {
    const again = [
      tell('DeviceReadied', '2025-03-16 10:00', {}, { by: 'refurb', roles: ['refurbisher'] }),
      resold('2025-03-20 10:00', { orderRef: 'O-2', buyerRef: 'consumer:cleo' }),
    ];
    given(...firstLife, ...intake, ...secondSale, back, ...again).then({
      journey: {
        lives: [{}, { voidedBy: back.id }, { number: 3, cycleOutcome: 'refurbished', refurbisher: 'refurb' }],
      },
    });
  });
});

describe('rentals', () => {
  const rent = (when: string, to: string) => told('DeviceRented', when, { rentalRef: `R-${to}`, toRef: to }, 'refurb');
  const end = (when: string) =>
    tell('RentalReturned', when, { rentalRef: 'R' }, { by: 'refurb', roles: ['refurbisher'] });

  it('by one owner are use phases of one life', () => {
    const { lives } = given(
      ...firstLife,
      ...intake,
      rent('2025-02-20 10:00', 'consumer:ben'),
      delivered('2025-02-21 10:00'),
      end('2025-08-21 10:00'),
      rent('2025-09-20 10:00', 'consumer:cleo'),
      delivered('2025-09-21 10:00'),
    ).journey;
    expect(lives).toHaveLength(2);
    expect(lives[1]).toMatchObject({
      kind: 'rental',
      pauses: [{ from: at('2025-08-21 10:00'), until: at('2025-09-20 10:00') }],
    });
  });
});

describe('a private resale', () => {
  it('is a boundary inferred where somebody else trades the device in', () =>
    given(...firstLife, tradedIn('2025-02-01 09:00', { sellerRef: 'consumer:zoe' }), received('2025-02-08 09:00')).then(
      {
        anomalies: ['private-resale'],
        journey: {
          lives: [
            { closedAt: at('2025-02-01 09:00') },
            { kind: 'private_resale', inferred: true, closedReason: 'left_user' },
          ],
        },
      },
    ));
});

describe('a cancelled trade-in', () => {
  it('lets the life go on, and ends the cycle once the device is back', () => {
    const cancelled = told('TradeInCancelled', '2025-02-10 09:00', { orderRef: 'T-1' }, 'buyback');
    const sent = tell(
      'CustodyReleased',
      '2025-02-12 10:00',
      { toParty: 'consumer:anna', handoverRef: 'R' },
      { by: 'refurb', roles: ['refurbisher'] },
    );
    const { lives, cycles, disposition, ownership } = given(
      ...firstLife,
      ...intake.slice(0, 2),
      cancelled,
      sent,
    ).journey;
    expect(lives).toHaveLength(1);
    expect(lives[0]).toMatchObject({ pauses: [{ from: at('2025-02-08 09:00'), until: at('2025-02-12 10:00') }] });
    expect(lives[0]?.closedAt).toBeUndefined();
    expect(cycles).toMatchObject([{ outcome: 'returned_to_sender' }]);
    expect(disposition).toBe('in_use');
    expect(ownership).toMatchObject({ state: 'owner', party: 'consumer:anna' });
  });
});
