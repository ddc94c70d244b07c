import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  destroyed,
  given,
  manufactured,
  received,
  registered,
  released,
  retracted,
  started,
} from '../testing/journeys.js';

describe('the journey of a device', () => {
  it('is unregistered while nothing that counts is known of it', () => {
    const one = manufactured('2023-01-10');
    given(one, retracted(one, '2023-01-11')).then({ journey: { disposition: 'unregistered' } });
  });

  it('is unregistered where all that is left is the registration that the platform made', () => {
    const byPlatform = registered('2024-03-01 10:00', {}, { metadata: { channel: 'platform' } });
    const one = received('2024-03-01 10:00');
    given(byPlatform, one, retracted(one, '2024-03-02 10:00')).then({
      journey: { disposition: 'unregistered', relations: { reported: ['refurb'] } },
    });
  });

  it('is the same whatever order its reports arrived in, and however often', () => {
    const told = [
      manufactured('2023-01-10 08:00'),
      released('2023-01-11 09:00', {}, { by: 'maker' }),
      accepted('2023-01-12 10:00', { fromParty: 'partner:maker' }),
      started('2023-01-12 11:00'),
    ];
    expect(given(...told.toReversed(), ...told).journey).toEqual(given(...told).journey);
  });

  it('restores what a retracted retraction had voided', () => {
    const one = received('2024-03-01 10:00');
    const wrong = retracted(one, '2024-03-02 10:00');
    const spec = given(manufactured('2023-01-10 08:00'), one, wrong);
    expect(spec.standingOf(one)).toEqual({ standing: 'void', by: wrong.id });
    expect(spec.whenReported(retracted(wrong, '2024-03-03 10:00')).standingOf(one)).toEqual({ standing: 'counted' });
  });

  it('sets aside a receipt after the device was destroyed, until the destruction is retracted', () => {
    const end = destroyed('2024-03-10 10:00');
    const late = received('2024-03-12 10:00');
    given(end, late).then({ setAside: [[late, 'no-life-after-end']] });
    given(end, late, retracted(end, '2024-03-13 10:00')).then({ setAside: [], journey: { disposition: 'received' } });
  });
});
