import { describe, it } from '@jest/globals';
import {
  accepted,
  completed,
  erased,
  given,
  received,
  registered,
  released,
  resold,
  scanned,
} from '../../testing/journeys.js';

const refurb = { by: 'refurb', roles: ['refurbisher'] as const };
const shop = { by: 'shop', roles: ['retailer'] as const };
const phone = registered('2024-02-28 10:00');
const intake = received('2024-03-01 10:00');
const erasure = erased('2024-03-02 10:00');
const done = completed('2024-03-03 10:00');
const sent = released('2024-03-04 10:00', { toParty: 'partner:shop' }, refurb);
const atShop = accepted('2024-03-06 10:00', { fromParty: 'partner:refurb' }, shop);

describe('a device handed to a partner that does not process', () => {
  it('has left its cycle with what was erased until then', () => {
    given(phone, intake, erasure, done, sent, atShop).then({
      journey: {
        departures: [{ eventId: atShop.id, holder: 'refurb', cycle: 1, verified: true }],
        cycles: [{ number: 1, reason: 'trade_in' }],
      },
    });
  });

  it('is not mended by an erasure afterwards, nor counted again when it is sold', () => {
    const late = erased('2024-03-07 10:00', {}, { by: 'eraser', roles: ['erasure'] });
    given(intake, done, sent, atShop, late, resold('2024-03-10 10:00', {}, shop)).then({
      journey: { departures: [{ eventId: atShop.id, verified: false }] },
    });
  });

  it('leaves only once it is there, whoever carries it', () => {
    const carried = [intake, erasure, done, sent, scanned('2024-03-04 18:00')];
    given(...carried).then({ journey: { departures: [] } });
    given(...carried, atShop).then({ journey: { departures: [{ holder: 'refurb', eventId: atShop.id }] } });
  });

  it('has not left while it only goes through shops to whom will process it', () => {
    const counter = received('2024-03-01 10:00', {}, shop);
    const branch = accepted('2024-03-02 10:00', { fromParty: 'partner:shop' }, { by: 'branch', roles: ['retailer'] });
    given(counter, branch, received('2024-03-05 10:00', { intakeReason: 'transfer' })).then({
      journey: { departures: [] },
    });
  });

  it('has not left where the receiver may process as well', () => {
    const also = accepted(
      '2024-03-06 10:00',
      { fromParty: 'partner:refurb' },
      { by: 'shop', roles: ['retailer', 'trade-in'] },
    );
    given(intake, done, sent, also).then({ journey: { departures: [] } });
  });
});
