import { describe, it } from '@jest/globals';
import { given, manufactured, received, returnAuthorised, returned, soldNew, tell } from '../../testing/journeys.js';

const shop = { by: 'shop', roles: ['retailer'] as const };
const refurb = { by: 'refurb', roles: ['refurbisher'] as const };
const inUse = [manufactured('2023-01-10 08:00'), soldNew('2024-02-01 10:00', { fulfilment: 'in_store' })];
const refunded = (at: string, orderRef = 'S-1') => tell('SaleRefunded', at, { orderRef, reason: 'dent' }, shop);
const odd = { anomalies: ['unexpected-transition'] };
const plain = { anomalies: [] };

describe('a refund', () => {
  const back = [
    returnAuthorised('2024-02-05 10:00', { orderRef: 'S-1' }),
    returned('2024-02-10 10:00', { orderRef: 'S-1' }, shop),
  ];

  it('is expected after the goods are back', () => given(...inUse, ...back, refunded('2024-02-12 10:00')).then(plain));

  it('is odd where other goods came back', () =>
    given(...inUse, ...back, refunded('2024-02-12 10:00', 'S-2')).then(odd));
});

describe('a part', () => {
  const out = tell('PartRemoved', '2024-03-02 10:00', { slot: 'battery', disposition: 'recycle' }, refurb);
  const forRepair = received('2024-03-01 10:00', { intakeReason: 'repair' });

  it('is taken out under a repair intake as one is put in', () => given(...inUse, forRepair, out).then(plain));

  it('is not taken out of a device in use that nobody took in', () =>
    given(...inUse, out).then({ anomalies: ['not-the-holder', 'unexpected-transition'] }));
});

describe('a designation for recycling', () => {
  const designated = tell('DesignatedForRecycling', '2024-03-03 10:00', { reason: 'ber' }, refurb);
  const taken = received('2024-03-01 10:00');

  it('is expected after the triage that says so, or that takes it for its parts', () => {
    for (const route of ['recycle', 'harvest']) {
      given(taken, tell('TriageDecided', '2024-03-02 10:00', { route }, refurb), designated).then({
        ...plain,
        journey: { disposition: 'eol_designated', legal: 'weee' },
      });
    }
  });

  it('is odd for a device in use', () =>
    given(...inUse, { ...designated, metadata: { ...designated.metadata, partyRoles: ['owner'] } }).then(odd));
});
