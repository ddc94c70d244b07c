import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '#kernel';
import { foldPartner } from './fold-partner.js';
import { defaultSite, type Partner } from './partner.js';
import type { PartnerFact } from './partner-facts.js';

const fold = (...facts: PartnerFact[]) => facts.reduce<Partner | undefined>(foldPartner, undefined);
const on = (day: string) => `${day}T00:00:00.000Z`;
const registered: PartnerFact = {
  type: 'PartnerRegistered',
  recordedAt: on('2026-01-01'),
  data: { partnerId: 'delegate', name: 'Delegate', roles: ['logistics'], country: 'DE', timeZone: 'Europe/Berlin' },
};
const granted = (from?: string, until?: string): PartnerFact => ({
  type: 'DelegationGranted',
  recordedAt: on('2026-02-01'),
  data: { partnerId: 'maker', delegateId: 'delegate', ...(from && { from }), ...(until && { until }) },
});
const revoked = (day: string): PartnerFact => ({
  type: 'DelegationRevoked',
  recordedAt: on(day),
  data: { partnerId: 'maker', delegateId: 'delegate' },
});

describe('a partner', () => {
  it('without sites has one in its own country and zone', () => {
    const partner = fold(registered);
    expect(partner && defaultSite(partner)).toMatchObject({ country: 'DE', timeZone: 'Europe/Berlin' });
  });

  it('is nobody before it is registered', () => {
    expect(fold({ type: 'PartnerSuspended', recordedAt: on('2026-01-01'), data: { partnerId: 'x' } })).toBeUndefined();
  });

  it('has the roles that it was given last', () => {
    const changed: PartnerFact = {
      type: 'PartnerRolesChanged',
      recordedAt: on('2026-01-02'),
      data: { partnerId: 'delegate', roles: ['recycler'] },
    };
    expect(fold(registered, changed)?.roles).toEqual(['recycler']);
  });
});

describe('a suspension', () => {
  const at = (type: 'PartnerSuspended' | 'PartnerReactivated'): PartnerFact => ({
    type,
    recordedAt: on('2026-01-02'),
    data: { partnerId: 'delegate' },
  });

  it('holds until the partner is reactivated', () => {
    expect(fold(registered, at('PartnerSuspended'))?.suspended).toBe(true);
    expect(fold(registered, at('PartnerSuspended'), at('PartnerReactivated'))?.suspended).toBe(false);
  });
});

describe('a delegation', () => {
  it('holds from its grant on, without an end', () => {
    expect(fold(registered, granted())?.actsFor).toEqual([{ principal: 'maker', from: startOfDay('2026-02-01') }]);
  });

  it('holds in the interval that it names', () => {
    expect(fold(registered, granted(on('2026-03-01'), on('2026-04-01')))?.actsFor).toEqual([
      { principal: 'maker', from: startOfDay('2026-03-01'), until: startOfDay('2026-04-01') },
    ]);
  });

  it('ends when it is revoked, and has held until then', () => {
    expect(fold(registered, granted(), revoked('2026-05-01'))?.actsFor).toEqual([
      { principal: 'maker', from: startOfDay('2026-02-01'), until: startOfDay('2026-05-01') },
    ]);
  });

  it('that had ended keeps its end when another is revoked', () => {
    const partner = fold(registered, granted(undefined, on('2026-03-01')), granted(), revoked('2026-05-01'));
    expect(partner?.actsFor.map(({ until }) => until)).toEqual([startOfDay('2026-03-01'), startOfDay('2026-05-01')]);
  });
});
