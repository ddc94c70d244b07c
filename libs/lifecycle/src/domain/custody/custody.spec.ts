import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  delivered,
  diagnosed,
  given,
  graded,
  manufactured,
  received,
  rejected,
  released,
  scanned,
  soldNew,
  started,
  tell,
} from '../../testing/journeys.js';

const atShop = [
  manufactured('2023-01-10 08:00'),
  released(
    '2023-01-11 08:00',
    { toParty: 'partner:shop', handoverRef: 'M-1' },
    { by: 'maker', roles: ['manufacturer'] },
  ),
  accepted('2023-01-13 08:00', { fromParty: 'partner:maker', handoverRef: 'M-1' }, { by: 'shop', roles: ['retailer'] }),
];
const refurb = { by: 'refurb', roles: ['refurbisher'] as const };
const buyback = { by: 'buyback', roles: ['trade-in'] as const };
const toRefurb = released('2023-02-01 08:00');
const byRefurb = accepted('2023-02-03 08:00');

describe('a leg between two partners', () => {
  it('is confirmed by a release and an acceptance of one reference', () =>
    given(...atShop, toRefurb, byRefurb).then({
      anomalies: [],
      journey: {
        custody: { state: 'held', party: 'partner:refurb' },
        legs: [
          { state: 'confirmed' },
          { from: 'partner:shop', to: 'partner:refurb', state: 'confirmed', kind: 'partner' },
        ],
      },
    }));

  it('is open, and the device in transfer, until it is accepted', () =>
    given(...atShop, toRefurb).then({
      journey: { custody: { state: 'in_transfer', from: 'partner:shop', to: 'partner:refurb', ref: 'H-1' } },
    }));

  it('pairs by the two parties within a day where the clock of the receiver runs behind', () => {
    const early = accepted('2023-02-01 07:40', { handoverRef: 'else' });
    const { legs, custody, gaps } = given(...atShop, toRefurb, {
      ...early,
      data: { fromParty: 'partner:shop' },
    }).journey;
    expect(custody).toMatchObject({ state: 'held', party: 'partner:refurb' });
    expect(legs[1]).toMatchObject({ state: 'confirmed' });
    expect(legs[1]?.releasedAt).toBeLessThanOrEqual(legs[1]?.acceptedAt ?? 0);
    expect(gaps).toEqual([]);
  });

  it('is one-sided where the receiver names the holder, who has said nothing', () =>
    given(...atShop, byRefurb).then({
      anomalies: [],
      journey: { custody: { state: 'held', party: 'partner:refurb' }, legs: [{}, { state: 'one_sided' }] },
    }));

  it('goes back to the sender when the receiver would not have it', () =>
    given(...atShop, toRefurb, rejected('2023-02-03 08:00')).then({
      journey: { custody: { state: 'held', party: 'partner:shop' }, legs: [{}, { state: 'rejected' }] },
    }));

  it('is inferred where the next receiver had it from somebody who never said so', () =>
    given(
      ...atShop,
      toRefurb,
      accepted(
        '2023-02-05 08:00',
        { fromParty: 'partner:refurb', handoverRef: 'X' },
        { by: 'buyback', roles: ['trade-in'] },
      ),
    ).then({
      anomalies: ['custody-gap'],
      journey: { custody: { party: 'partner:buyback' }, legs: [{}, { state: 'inferred' }, { state: 'one_sided' }] },
    }));
});

describe('a contest', () => {
  const claim = accepted('2023-02-03 08:00', { fromParty: 'partner:else', handoverRef: 'X' });

  it('arises where the receiver names somebody who did not have it', () =>
    given(...atShop, claim).then({
      anomalies: ['custody-contested', 'custody-gap'],
      journey: { custody: { state: 'contested', parties: ['partner:refurb', 'partner:shop'] } },
    }));

  it('arises where somebody works on a device that another partner holds', () =>
    given(...atShop, diagnosed('2023-02-03 08:00')).then({
      anomalies: ['custody-contested', 'custody-gap', 'not-the-holder'],
      journey: { custody: { state: 'contested', parties: ['partner:refurb', 'partner:shop'] } },
    }));

  it('does not arise from a laboratory or an auditor, who take nothing over', () =>
    given(...atShop, graded('2023-02-03 08:00', {}, { by: 'auditor', roles: ['auditor'] })).then({
      anomalies: [],
      journey: { custody: { state: 'held', party: 'partner:shop' } },
    }));

  it('ends by the matching release, in whichever order the two came', () => {
    const work = started('2023-02-03 08:00');
    const release = released('2023-02-03 18:00', { handoverRef: 'late' });
    given(...atShop, work, release).then({
      journey: { custody: { state: 'held', party: 'partner:refurb' }, legs: [{}, { state: 'confirmed' }], gaps: [] },
    });
  });

  it('ends by a leg out of the hands of a claimant that both of its ends confirm', () => {
    const onward = released('2023-02-05 08:00', { toParty: 'partner:buyback', handoverRef: 'H-9' }, refurb);
    const arrived = accepted('2023-02-07 08:00', { fromParty: 'partner:refurb', handoverRef: 'H-9' }, buyback);
    given(...atShop, claim, onward, arrived).then({
      journey: { custody: { state: 'held', party: 'partner:buyback' } },
    });
    const alone = accepted('2023-02-07 08:00', { fromParty: 'partner:refurb', handoverRef: 'H-8' }, buyback);
    given(...atShop, claim, alone).then({ journey: { custody: { state: 'contested' } } });
  });

  it('ends by a ruling, not by the last word of a claimant', () => {
    const says = (by: string, holder: string, role: 'operator' | 'retailer' | 'refurbisher') =>
      tell('CustodyDisputeResolved', '2023-02-04 08:00', { holder, basis: 'agreement' }, { by, roles: [role] });
    given(...atShop, claim, says('shop', 'partner:shop', 'retailer')).then({
      journey: { custody: { state: 'contested' } },
    });
    given(
      ...atShop,
      claim,
      says('shop', 'partner:refurb', 'retailer'),
      says('refurb', 'partner:refurb', 'refurbisher'),
    ).then({
      journey: { custody: { state: 'held', party: 'partner:refurb' } },
    });
    given(...atShop, claim, says('operator', 'partner:shop', 'operator')).then({
      journey: { custody: { state: 'held', party: 'partner:shop' } },
    });
  });
});

describe('a carrier', () => {
  const sale = [
    soldNew('2023-02-01 10:00'),
    released('2023-02-01 12:00', { toParty: 'consumer:anna', purpose: 'sale' }),
  ];

  it('takes over with its collection scan and hands over with its proof of delivery', () =>
    given(...atShop, ...sale, scanned('2023-02-01 18:00'), delivered('2023-02-03 12:00')).then({
      anomalies: [],
      journey: {
        custody: { state: 'held', party: 'consumer:anna' },
        disposition: 'in_use',
        legs: [
          {},
          { from: 'partner:shop', to: 'partner:carrier', kind: 'partner', state: 'confirmed' },
          { from: 'partner:carrier', to: 'consumer:anna', kind: 'consumer', state: 'confirmed' },
        ],
      },
    }));

  it('delivers to a partner without accepting for it', () =>
    given(...atShop, toRefurb, scanned('2023-02-01 18:00'), delivered('2023-02-03 12:00')).then({
      journey: { custody: { state: 'in_transfer', from: 'partner:carrier', to: 'partner:refurb' } },
    }));

  it('brings it to a partner, who may name the sender and not the carrier', () =>
    given(...atShop, toRefurb, scanned('2023-02-01 18:00'), delivered('2023-02-03 12:00'), byRefurb).then({
      anomalies: [],
      journey: { custody: { state: 'held', party: 'partner:refurb' }, legs: [{}, {}, { state: 'confirmed' }] },
    }));

  it('that says nothing of the delivery leaves its leg one-sided, until its proof comes', () => {
    const quiet = given(...atShop, toRefurb, scanned('2023-02-01 18:00'), byRefurb);
    quiet.then({
      anomalies: [],
      journey: { custody: { party: 'partner:refurb' }, legs: [{}, {}, { state: 'one_sided' }] },
    });
    quiet.whenReported(delivered('2023-02-03 11:00')).then({
      journey: { custody: { state: 'held', party: 'partner:refurb' }, legs: [{}, {}, { state: 'confirmed' }] },
    });
  });

  it('keeps a parcel that was refused', () =>
    given(...atShop, ...sale, scanned('2023-02-01 18:00'), delivered('2023-02-03 12:00', { outcome: 'refused' })).then({
      journey: { custody: { state: 'held', party: 'partner:carrier' }, disposition: 'sold_in_transit' },
    }));
});

describe('work on a device in use', () => {
  const inUse = [...atShop, soldNew('2023-02-01 10:00', { fulfilment: 'in_store' })];
  const shop = { by: 'shop', roles: ['retailer'] as const };

  it('that nobody handed over is odd, and leaves custody with the user', () =>
    given(...inUse, diagnosed('2023-05-01 10:00', { stage: 'intake' }, shop)).then({
      anomalies: ['not-the-holder'],
      journey: { custody: { state: 'held', party: 'consumer:anna' }, gaps: [] },
    }));

  it('in the field is plain', () =>
    given(...inUse, diagnosed('2023-05-01 10:00', { stage: 'in_field' }, shop)).then({ anomalies: [] }));

  it('that takes it in for refurbishment must have followed a receipt', () =>
    given(...inUse, started('2023-05-01 10:00')).then({
      anomalies: ['custody-gap', 'unexpected-transition'],
      journey: {
        custody: { state: 'held', party: 'partner:refurb' },
        legs: [{}, {}, { from: 'consumer:anna', state: 'inferred', kind: 'consumer' }],
        lives: [{ closedReason: 'left_user' }],
      },
    }));
});

describe('a receipt', () => {
  it('takes over from a consumer, who reports nothing', () =>
    given(...atShop, soldNew('2023-02-01 10:00', { fulfilment: 'in_store' }), received('2025-02-01 10:00')).then({
      journey: {
        custody: { state: 'held', party: 'partner:refurb' },
        legs: [{}, {}, { from: 'consumer:anna', kind: 'consumer', state: 'one_sided' }],
        gaps: [],
      },
    }));

  it('closes the leg that is open to the receiver', () =>
    given(...atShop, released('2025-02-01 08:00', { toParty: 'partner:refurb' }), received('2025-02-06 10:00')).then({
      anomalies: [],
      journey: { legs: [{}, { state: 'confirmed' }] },
    }));
});
