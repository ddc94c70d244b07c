import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import type { Entry, Journey, Sale } from '#lifecycle/domain';
import { aJourney, aLife, aSale, at, evaluated, told } from '../../testing/index.js';

const sold = (story: Partial<Sale>, journey: Partial<Journey> = {}) =>
  aJourney({ ...journey, sales: [aSale('2026-02-27 09:00', story)] });
const entry = (id: string, type: string, on: string, data: object, precision = 'second'): Entry => ({
  event: {
    id,
    type,
    data,
    recordedBy: 'shop',
    occurredAtPrecision: precision,
    metadata: { instant: at(on), date: on.slice(0, 10) },
  } as unknown as RecordedEvent,
  standing: { standing: 'counted' },
  anomalies: [],
});

describe('time to delivery', () => {
  const paidAt = at('2026-02-27 09:00');
  const handedToCarrierAt = at('2026-02-27 21:00');
  const deliveredAt = at('2026-03-01 12:00');

  it('is counted from payment and from the hand-over to the carrier', async () => {
    expect(await told([sold({ paidAt, handedToCarrierAt, deliveredAt })], 'timeToDelivery')).toEqual([
      `paid p50 ${51 * 60}`,
      `paid p90 ${51 * 60}`,
      `carrier p50 ${39 * 60}`,
      `carrier p90 ${39 * 60}`,
    ]);
  });

  it.each<[Partial<Sale>, string[]]>([
    [{ deliveredAt }, ['handover-not-reported: 1', 'payment-not-reported: 1']],
    [{ paidAt, deliveredAt, deliveryInferred: true }, ['delivery-not-reported: 1']],
    [{ paidAt: at('2026-03-02'), handedToCarrierAt: at('2026-03-03'), deliveredAt }, ['delivered-before: 2']],
    [{ paidAt, deliveredAt, fulfilment: 'in_store' }, []],
    [{ paidAt, deliveredAt, cancelledBy: 'c' }, []],
    [{ paidAt, deliveredAt, kind: 'new' }, []],
  ])('of %j says what is missing', async (story, expected) => {
    expect(await told([sold(story)], 'timeToDelivery')).toEqual(expected);
  });

  it('leaves out what is known to the day only', async () => {
    const entries = [entry('d', 'DeliveryConfirmed', '2026-03-01 12:00', {}, 'day')];
    expect(await told([sold({ paidAt, deliveredAt }, { entries })], 'timeToDelivery')).toEqual(['day-precise: 1']);
  });

  it('does not count from what is known to the day only', async () => {
    const sale = { eventId: 's', paidAt: at('2026-02-27'), handedToCarrierAt: at('2026-02-28'), deliveredAt };
    const paid = entry('s', 'DeviceResold', '2026-02-27 09:00', { paidAt: '2026-02-27' });
    const handedOver = entry('h', 'CustodyAccepted', '2026-02-28', {}, 'day');
    const asked = (...entries: Entry[]) => told([sold(sale, { entries })], 'timeToDelivery');
    expect(await asked(paid, handedOver)).toEqual(['day-precise: 2']);
    expect(await asked(paid)).toEqual([`carrier p50 ${36 * 60}`, `carrier p90 ${36 * 60}`, 'day-precise: 1']);
    expect((await asked(handedOver)).at(-1)).toEqual('day-precise: 1');
  });
});

describe('on-time dispatch', () => {
  const expectedDispatchOn = '2026-03-01';
  const unit = (story: Partial<Sale>) => sold({ expectedDispatchOn, ...story });

  it('is the share that left by the day, whichever shows it', async () => {
    const units = [
      unit({ handedToCarrierAt: at('2026-03-01 23:59') }),
      unit({ deliveredAt: at('2026-03-01 08:00') }),
      unit({ handedToCarrierAt: at('2026-03-02 00:00') }),
    ];
    expect(await told(units, 'onTimeDispatch')).toEqual(['0.666667']);
  });

  it('takes a day as it was stated, wherever it began', async () => {
    const inTokyo = at('2026-03-01 15:00');
    const byDay = (type: string, date: string) => {
      const { event, ...rest } = entry('h', type, '2026-03-01 15:00', {}, 'day');
      return { entries: [{ ...rest, event: { ...event, metadata: { ...event.metadata, date } } }] };
    };
    const judged = (story: Partial<Sale>, type: string) =>
      told([sold({ expectedDispatchOn, ...story }, byDay(type, '2026-03-02'))], 'onTimeDispatch');
    expect(await judged({ handedToCarrierAt: inTokyo }, 'CustodyAccepted')).toEqual(['0']);
    expect(await judged({ deliveredAt: inTokyo }, 'DeliveryConfirmed')).toEqual(['handover-not-reported: 1']);
  });

  it('is unknown without a day, and without a hand-over', async () => {
    const units = [sold({}), unit({}), unit({ deliveredAt: at('2026-03-05') })];
    const rows = await told(units, 'onTimeDispatch');
    expect(rows.sort()).toEqual(['handover-not-reported: 2', 'no-day-of-dispatch: 1']);
  });
});

describe('declared against assessed grade', () => {
  const graded = (code: string, scheme = 'backmarket') => ({ scheme, schemeVersion: '1', code });
  const traded = (declared: string, assessed?: ReturnType<typeof graded>) =>
    aJourney({
      entries: [
        entry('q', 'TradeInQuoted', '2026-02-01', { orderRef: 'T-1', declaredGrade: graded('poor') }),
        entry('a', 'TradeInAccepted', '2026-02-02', { orderRef: 'T-1', declaredGrade: graded(declared) }),
        ...(assessed === undefined
          ? []
          : [entry('s', 'TradeInSettled', '2026-03-03', { orderRef: 'T-1', assessedGrade: assessed })]),
      ],
    });

  it('compares what was accepted with what was found', async () => {
    const journeys = [
      traded('good', graded('good')),
      traded('good', graded('fair')),
      traded('fair', graded('excellent')),
      traded('good', graded('fair')),
    ];
    expect((await told(journeys, 'declaredAgainstAssessedGrade')).sort()).toEqual([
      'better 0.25',
      'same 0.25',
      'worse 0.5',
    ]);
  });

  it('does not compare across schemes, and shows what was never assessed', async () => {
    const journeys = [traded('good', graded('A', 'other')), traded('good')];
    expect((await told(journeys, 'declaredAgainstAssessedGrade')).sort()).toEqual([
      'grades-not-comparable: 1',
      'not-assessed: 1',
    ]);
  });
});

describe('a trade-in', () => {
  const quoted = entry('q', 'TradeInQuoted', '2026-02-01', {
    orderRef: 'T-1',
    declaredGrade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' },
  });
  const accepted = entry('a', 'TradeInAccepted', '2026-02-02', { orderRef: 'T-1' });
  const cancelled = entry('c', 'TradeInCancelled', '2026-02-03', { orderRef: 'T-1' });

  it.each<[string, Entry[], string[]]>([
    ['that was agreed waits for its assessment', [quoted, accepted], ['not-assessed: 1']],
    ['that was only offered is none', [quoted], []],
    ['that was cancelled is none', [quoted, accepted, cancelled], []],
  ])('%s', async (_, entries, expected) => {
    expect(await told([aJourney({ entries })], 'declaredAgainstAssessedGrade')).toEqual(expected);
  });
});

describe('warranty claim rate', () => {
  const deliveredAt = at('2026-03-01');
  const warranted = (story: Partial<Journey> = {}, sale: Partial<Sale> = {}) =>
    sold(
      { eventId: 's', deliveredAt, ...sale },
      { entries: [entry('s', 'DeviceResold', '2026-02-27', { warrantyEnd: '2027-02-27' })], ...story },
    );
  const life = (on: string) => [aLife(1, '2026-03-01', '2026-03-31', { openedBy: 's', pauses: [{ from: at(on) }] })];

  it('counts repairs, late returns and replacements before the warranty ended', async () => {
    const late = { returned: { at: at('2026-06-01'), eventId: 'back', inWindow: false } };
    const early = { returned: { at: at('2026-03-05'), eventId: 'back', inWindow: true } };
    const units = [
      warranted({ lives: life('2027-02-27') }),
      warranted({ lives: life('2027-02-28') }),
      warranted({}, late),
      warranted({}, early),
    ];
    expect(await told(units, 'warrantyClaimRate')).toEqual(['0.5']);
  });

  it('waits for the end of the warranty', async () => {
    const rows = await evaluated([warranted()], 'warrantyClaimRate', { evaluationDay: '2027-02-27' });
    expect(rows.at(-1)).toMatchObject({ dimensions: { unknown: 'warranty-open' }, numerator: 1 });
  });

  it('is unknown where no warranty was reported', async () => {
    expect(await told([sold({ deliveredAt })], 'warrantyClaimRate')).toEqual(['no-warranty-reported: 1']);
  });
});

describe('return reasons', () => {
  const returned = (reasonCode?: string) =>
    sold({
      returned: {
        at: at('2026-03-09'),
        eventId: 'back',
        inWindow: true,
        ...(reasonCode === undefined ? {} : { reasonCode, reasonScheme: 'backmarket' }),
      },
    });

  it('are shares within their scheme', async () => {
    const rows = await told([returned('21'), returned('1'), returned('1'), returned('1'), returned()], 'returnReasons');
    expect(rows.sort()).toEqual(['backmarket 1 0.75', 'backmarket 21 0.25', 'no-reason-reported: 1']);
  });
});
