import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '#kernel';
import {
  accepted,
  destroyed,
  given,
  granted,
  manufactured,
  received,
  released,
  revoked,
  soldNew,
} from '../../testing/journeys.js';
import { audienceOf } from '../visibility/audience.js';
import { sightOf } from '../visibility/sight.js';

const guest = { id: 'guest', roles: ['refurbisher'] as const };
const at = (text: string) => parseInstant(text) as number;
const atShop = given(
  manufactured('2023-01-10 08:00'),
  released('2023-01-12 08:00', { toParty: 'partner:shop' }, { by: 'maker' }),
  accepted('2023-01-13 08:00', { fromParty: 'partner:maker' }, { by: 'shop' }),
);
const seesAt = (spec: typeof atShop, when: string) => sightOf(spec.journey, guest, at(when)).events;

describe('sight that is granted', () => {
  it('is given by who made it, holds it or owns it, and by operators', () => {
    for (const told of [{ by: 'shop' }, { by: 'maker' }, { by: 'desk', roles: ['operator'] as const }]) {
      const spec = atShop.whenReported(granted('2023-02-01 08:00', {}, told));
      spec.then({ anomalies: [] });
      expect(seesAt(spec, '2026-01-01T00:00:00Z')).toBe('all');
    }
  });

  it('opens nothing where who gives it never had the device, and says so', () => {
    const spec = atShop.whenReported(granted('2023-02-01 08:00', { granteeId: 'guest' }, { by: 'thief' }));
    spec.then({ anomalies: ['not-the-holder'], journey: { grants: [] } });
    expect(seesAt(spec, '2023-02-02T00:00:00Z')).toBe('none');
  });

  it('opens nothing where who gives it has handed it on', () => {
    const gone = [
      soldNew('2023-01-20 08:00', { ownerRef: 'partner:fleet' }, { by: 'shop' }),
      released('2023-01-21 08:00', { toParty: 'partner:fleet', handoverRef: 'H-2' }, { by: 'shop' }),
      accepted('2023-01-22 08:00', { fromParty: 'partner:shop', handoverRef: 'H-2' }, { by: 'fleet' }),
    ];
    const spec = atShop.whenReported(...gone, granted('2023-02-01 08:00'));
    expect(seesAt(spec, '2023-02-02T00:00:00Z')).toBe('none');
    const byOwner = granted('2023-02-01 08:00', {}, { by: 'fleet' });
    expect(seesAt(atShop.whenReported(...gone, byOwner), '2023-02-02T00:00:00Z')).toBe('all');
  });

  it('begins with the grant and ends when it says, by the time that is asked at: the fold has no clock', () => {
    const spec = atShop.whenReported(granted('2023-02-01 08:00', { until: '2023-03-01' }));
    expect(seesAt(spec, '2023-02-01T07:59:59Z')).toBe('none');
    expect(seesAt(spec, '2023-02-28T23:59:59Z')).toBe('all');
    expect(seesAt(spec, '2023-03-01T00:00:00Z')).toBe('none');
  });

  it('ends when it is revoked by who gave it, or by who has the device now', () => {
    const grant = granted('2023-02-01 08:00');
    for (const by of ['shop', 'maker']) {
      const spec = atShop.whenReported(grant, revoked('2023-02-05 08:00', {}, { by }));
      expect(seesAt(spec, '2023-02-05T07:59:59Z')).toBe('all');
      expect(seesAt(spec, '2023-02-05T08:00:00Z')).toBe('none');
    }
    const byThird = atShop.whenReported(grant, revoked('2023-02-05 08:00', {}, { by: 'thief' }));
    expect(seesAt(byThird, '2023-02-06T00:00:00Z')).toBe('all');
  });

  it('can be given again after it was revoked', () => {
    const again = granted('2023-02-09 08:00', { tier: 'public' });
    const spec = atShop.whenReported(granted('2023-02-01 08:00'), revoked('2023-02-05 08:00'), again);
    expect(sightOf(spec.journey, guest, at('2023-02-10T00:00:00Z')).tiers).toEqual(['public']);
  });

  it('is given of a device that is no more, too', () => {
    const end = destroyed('2023-02-01 08:00', {}, { by: 'shop' });
    atShop.whenReported(end, granted('2023-02-05 08:00')).then({ setAside: [] });
  });
});

describe('a device that another partner has', () => {
  const rival = { id: 'refurb', roles: ['refurbisher' as const] };
  const claims = [
    received('2023-04-01 08:00', {}, { by: 'refurb' }),
    accepted('2023-04-01 08:00', { fromParty: 'unknown' }, { by: 'refurb' }),
  ];

  it.each(claims)('opens nothing more to who only says that it has it', (claim) => {
    const { journey } = atShop.whenReported(claim);
    expect(journey.custody.state).toBe('contested');
    expect(sightOf(journey, rival, at('2023-04-02T00:00:00Z'))).toEqual({ events: 'own', tiers: ['public'] });
  });

  it.each(claims)('opens to it once the one that had it says that it passed it on', (claim) => {
    const release = released('2023-03-30 08:00', { toParty: 'partner:refurb' }, { by: 'shop' });
    const { journey } = atShop.whenReported(claim, release);
    expect(sightOf(journey, rival, at('2023-04-02T00:00:00Z')).events).toBe('all');
  });
});

describe('the audience of a device', () => {
  it('is who made, held, owned or reported on it and whom they let see it, each with why', () => {
    const spec = atShop.whenReported(
      granted('2023-02-01 08:00', { until: '2023-03-01' }),
      released('2023-03-30 08:00', { toParty: 'partner:refurb' }, { by: 'shop' }),
      received('2023-04-01 08:00', {}, { by: 'refurb' }),
    );
    expect(audienceOf(spec.journey, at('2023-02-15T00:00:00Z'))).toEqual([
      { partnerId: 'guest', relations: ['granted'] },
      { partnerId: 'maker', relations: ['made', 'held', 'owned', 'reported'] },
      { partnerId: 'refurb', relations: ['held', 'reported'] },
      { partnerId: 'shop', relations: ['held', 'reported'] },
    ]);
    expect(audienceOf(spec.journey, at('2023-03-01T00:00:00Z')).map(({ partnerId }) => partnerId)).not.toContain(
      'guest',
    );
  });
});
