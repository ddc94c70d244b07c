import { describe, it } from '@jest/globals';
import { accepted, delivered, given, received, scanned, soldNew, tell, tradedIn } from '../../testing/journeys.js';

const inUse = [soldNew('2023-02-01 10:00', { fulfilment: 'in_store' }), tradedIn('2025-02-01 09:00')];
const collected = scanned('2025-02-02 18:00');
const proof = delivered('2025-02-04 10:00');
const receipt = received('2025-02-04 15:00');
const legs = (state: string) => [
  { from: 'consumer:anna', to: 'partner:carrier', kind: 'consumer' },
  { from: 'partner:carrier', to: 'partner:refurb', kind: 'partner', state },
];
const atRefurb = { custody: { state: 'held', party: 'partner:refurb' }, gaps: [] };

describe('a parcel whose receiver nobody has named', () => {
  it('is on its way to somebody unknown once the carrier has delivered it', () =>
    given(...inUse, collected, proof).then({
      anomalies: [],
      journey: { custody: { state: 'in_transfer', from: 'partner:carrier', to: 'unknown' } },
    }));

  it('is with the receiver, by both ends, once that has reported its receipt', () =>
    given(...inUse, collected, proof, receipt).then({
      anomalies: [],
      journey: { ...atRefurb, legs: legs('confirmed') },
    }));

  it('is confirmed as well where the receiver was quicker than the proof of delivery', () => {
    const quick = given(...inUse, collected, received('2025-02-04 09:30'));
    quick.then({ anomalies: [], journey: { ...atRefurb, legs: legs('one_sided') } });
    quick.whenReported(proof).then({ anomalies: [], journey: { ...atRefurb, legs: legs('confirmed') } });
  });

  it('may be accepted in the name of the consumer that sent it', () =>
    given(...inUse, collected, proof, accepted('2025-02-04 15:00', { fromParty: 'consumer:anna' })).then({
      anomalies: [],
      journey: { ...atRefurb, legs: legs('confirmed') },
    }));

  it('goes from carrier to carrier on its way', () =>
    given(
      ...inUse,
      collected,
      scanned('2025-02-03 06:00', {}, { by: 'courier', roles: ['logistics'] }),
      delivered('2025-02-04 10:00', {}, { by: 'courier', roles: ['logistics'] }),
      receipt,
    ).then({
      anomalies: [],
      journey: { ...atRefurb, legs: [{}, { from: 'partner:carrier', to: 'partner:courier' }, {}] },
    }));

  it('does not come home by being delivered to the workshop', () => {
    const forRepair = tell(
      'ReturnAuthorised',
      '2025-01-31 10:00',
      { orderRef: 'S-1', reasonCode: '1', resolution: 'repair' },
      { by: 'shop', roles: ['retailer'] },
    );
    const inUseSince = soldNew('2023-02-01 10:00', { fulfilment: 'in_store' });
    given(inUseSince, forRepair, collected, proof).then({
      journey: { custody: { state: 'in_transfer', from: 'partner:carrier', to: 'unknown' }, lives: [{ pauses: [{}] }] },
    });
  });

  it('is contested by nobody but a second receiver', () =>
    given(
      ...inUse,
      collected,
      proof,
      receipt,
      received('2025-02-06 10:00', {}, { by: 'buyback', roles: ['trade-in'] }),
    ).then({
      journey: { custody: { state: 'contested', parties: ['partner:buyback', 'partner:refurb'] } },
    }));
});
