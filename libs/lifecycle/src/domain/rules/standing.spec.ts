import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  described,
  destroyed,
  dismantled,
  erased,
  given,
  graded,
  received,
  recycled,
  recyclingReceived,
  registered,
  releasedByDecision,
  resold,
  retracted,
  tell,
} from '../../testing/journeys.js';

const intake = received('2024-03-01 10:00');

describe('no life after the end', () => {
  const end = [recyclingReceived('2024-03-10 09:00'), destroyed('2024-03-10 10:00')];
  const sale = resold('2024-03-12 10:00');

  it('sets aside a sale after the device was destroyed', () =>
    given(...end, sale).then({
      setAside: [[sale, 'no-life-after-end']],
      journey: { sales: [], disposition: 'destroyed' },
    }));

  it('counts it again once the destruction is retracted', () =>
    given(...end, sale, retracted(end[1]!, '2024-03-13 10:00')).then({ setAside: [], journey: { sales: [{}] } }));

  it('counts it where a person releases it, and the device stays destroyed', () =>
    given(...end, sale, releasedByDecision(sale, '2024-03-13 10:00')).then({
      setAside: [],
      journey: { sales: [{}], disposition: 'destroyed' },
    }));

  it('takes custody, parts and recycling of what is left, and nothing of the kind once that is recycled', () => {
    const part = tell(
      'PartRemoved',
      '2024-03-11 10:00',
      { slot: 'display', disposition: 'recycle' },
      { by: 'recycler', roles: ['recycler'] },
    );
    const done = recycled('2024-03-12 10:00');
    const after = {
      ...part,
      id: `${part.id.slice(0, -1)}0`,
      metadata: { ...part.metadata, instant: done.metadata.instant + 1, digest: 'other' },
    };
    given(...end, part, done, after).then({
      setAside: [[after, 'no-life-after-end']],
      journey: { disposition: 'recycled' },
    });
  });

  it('does not judge by the order of one day that is known by its date only', () =>
    given(
      intake,
      dismantled('2024-03-10', {}, { by: 'refurb', roles: ['refurbisher'] }),
      graded('2024-03-10 18:00'),
    ).then({
      setAside: [],
    }));
});

describe('an end told by somebody else than the holder', () => {
  it('is set aside while another partner has the device', () => {
    const end = recycled('2024-03-10 10:00');
    given(intake, end).then({ setAside: [[end, 'not-the-holder']], journey: { disposition: 'received' } });
  });

  it('counts from the operator, from the receiver of a release, and where nobody is known to have it', () => {
    given(intake, recycled('2024-03-10 10:00', {}, { by: 'ops', roles: ['operator'] })).then({ setAside: [] });
    given(recycled('2024-03-10 10:00')).then({ setAside: [], journey: { disposition: 'recycled' } });
    const released = tell(
      'CustodyReleased',
      '2024-03-09 10:00',
      { toParty: 'partner:recycler', handoverRef: 'H' },
      { by: 'refurb', roles: ['refurbisher'] },
    );
    given(intake, released, recycled('2024-03-10 10:00')).then({
      setAside: [],
      journey: { legs: [{}, { state: 'confirmed' }] },
    });
  });
});

describe('content reported under two references', () => {
  it('counts once, by the first reference in canonical order', () => {
    const [first, again] = ['a', 'b'].map((reference) => erased('2024-03-02 10:00', {}, { reference }));
    given(intake, again!, first!).then({ setAside: [[again!, 'duplicate-content']] });
  });

  it('counts the second where the first was retracted', () => {
    const [first, again] = ['a', 'b'].map((reference) => erased('2024-03-02 10:00', {}, { reference }));
    given(intake, again!, first!, retracted(first!, '2024-03-03 10:00')).then({ setAside: [] });
  });
});

describe('a sale told by two partners', () => {
  const ready = [
    registered('2024-02-28 10:00'),
    intake,
    erased('2024-03-02 10:00'),
    graded('2024-03-02 11:00'),
    tell('DeviceReadied', '2024-03-02 12:00', {}, { by: 'refurb', roles: ['refurbisher'] }),
  ];
  const bySeller = resold('2024-03-03 12:00');
  const byMarket = resold('2024-03-03 10:00', {}, { by: 'market', roles: ['marketplace'] });

  it('is one sale, in the version of the partner that had the device', () =>
    given(...ready, bySeller, byMarket).then({
      anomalies: [],
      setAside: [[byMarket, 'sale-reported-twice']],
      journey: { sales: [{ seller: 'refurb' }] },
    }));

  it('is a mismatch where grade, date or buyer differ', () =>
    given(
      ...ready,
      bySeller,
      resold('2024-03-04 10:00', { buyerRef: 'consumer:zoe' }, { by: 'market', roles: ['marketplace'] }),
    ).then({
      anomalies: ['sale-mismatch'],
    }));

  it('is two sales where the lines or channels differ', () => {
    const other = resold('2024-03-03 10:00', { channel: 'other' }, { by: 'market', roles: ['marketplace'] });
    expect(given(...ready, bySeller, other).journey.sales).toHaveLength(2);
  });

  it('is two sales where the first was cancelled in between', () => {
    const cancelled = tell(
      'SaleCancelled',
      '2024-03-03 11:00',
      { orderRef: 'O-1', reason: 'payment' },
      { by: 'market' },
    );
    expect(given(...ready, byMarket, cancelled, bySeller).journey.sales).toHaveLength(2);
  });
});

describe('a finding', () => {
  it('keeps its id whatever else becomes known', () => {
    const claim = accepted('2024-03-02 10:00', { fromParty: 'partner:else' }, { by: 'shop', roles: ['retailer'] });
    const ids = (...more: Parameters<typeof given>) =>
      given(intake, claim, ...more)
        .journey.anomalies.filter(({ rule }) => rule === 'custody-contested')
        .map(({ id }) => id);
    expect(ids()).toHaveLength(1);
    expect(ids(described('2024-02-10 08:00', { model: 'M' }))).toEqual(ids());
  });
});
