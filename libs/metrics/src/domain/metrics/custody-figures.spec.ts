import { describe, expect, it } from '@jest/globals';
import type { Departure, Leg } from '#lifecycle/domain';
import { aJourney, at, evaluated, told } from '../../testing/index.js';

const leg = (state: Leg['state'], to = 'partner:b'): Leg => ({
  from: 'partner:a',
  to,
  kind: to.startsWith('partner:') ? 'partner' : 'consumer',
  state,
  acceptedAt: at('2026-04-01'),
});

describe('custody', () => {
  const journey = aJourney({
    legs: [
      ...[1, 2, 3, 4, 5, 6].map(() => leg('confirmed')),
      leg('one_sided'),
      leg('one_sided'),
      leg('inferred'),
      leg('contested'),
      leg('open'),
      leg('confirmed', 'consumer:x'),
      leg('inferred', 'consumer:y'),
    ],
  });

  it.each([
    ['custodyCoverage', '0.6'],
    ['oneSidedCustodyShare', '0.2'],
    ['inferredCustodyShare', '0.1'],
    ['contestedCustodyShare', '0.1'],
    ['consumerCustodyCoverage', '0.5'],
  ])('%s is %s', async (name, value) => {
    expect(await told([journey], name)).toEqual([value]);
  });

  it('counts a leg to a consumer for whoever gave it', async () => {
    expect(await told([journey], 'consumerCustodyCoverage', { by: ['partner'] })).toEqual(['a 0.5']);
  });
});

describe('erasure certificates', () => {
  const departure = (verified: boolean, certificateWithin48h?: boolean): Departure => ({
    eventId: 'd',
    at: at('2026-03-05'),
    cycle: 1,
    holder: 'p',
    dataBearing: true,
    verified,
    inventoryUnknown: false,
    ...(certificateWithin48h === undefined ? {} : { certificateWithin48h }),
  });

  it('count among the sanitised departures, and late or missing ones do not', async () => {
    const departures = [departure(true, true), departure(true, false), departure(true), departure(false)];
    const [row] = await evaluated([aJourney({ departures })], 'erasureCertificateRate');
    expect(row).toMatchObject({ numerator: 1, denominator: 3, value: 0.333333 });
  });
});
