import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '#kernel';
import { declarationOf } from '#lifecycle/domain';
import type { PartnerFact } from '../partner-facts.js';
import { changeRoles } from './change-roles.js';
import type { Decision, NewFact } from './decision.js';
import { grantDelegation, revokeDelegation } from './delegations.js';
import { registerPartner } from './register-partner.js';
import { rotateKey } from './rotate-key.js';
import { reactivatePartner, suspendPartner } from './suspend-partner.js';

const registration = { partnerId: 'p1', name: 'One', roles: ['recycler' as const], country: 'DE' };
const now = startOfDay('2026-06-01');
const grant = { partnerId: 'maker', delegateId: 'p1' };

const history = (...facts: NewFact[]) =>
  facts.map((fact) => ({ ...fact, recordedAt: '2026-01-01T00:00:00.000Z' }) as PartnerFact);
const registered: NewFact = { type: 'PartnerRegistered', data: registration };
const typesOf = (decision: Decision) =>
  decision.outcome === 'refused' ? decision.status : decision.facts.map(({ type }) => type);

describe('registering', () => {
  it('is a fact the first time and nothing the second', () => {
    expect(typesOf(registerPartner(registration)([]))).toEqual(['PartnerRegistered']);
    expect(typesOf(registerPartner({ ...registration })(history(registered)))).toEqual([]);
  });

  it('otherwise is a conflict', () => {
    expect(typesOf(registerPartner({ ...registration, country: 'FR' })(history(registered)))).toBe(409);
  });

  it('the same again after a change of roles is still a repeat', () => {
    const changed: NewFact = { type: 'PartnerRolesChanged', data: { partnerId: 'p1', roles: ['owner'] } };
    expect(typesOf(registerPartner(registration)(history(registered, changed)))).toEqual([]);
  });
});

describe('a change', () => {
  const changes = {
    roles: changeRoles('p1', ['recycler', 'refurbisher']),
    suspension: suspendPartner('p1', 'audit'),
    reactivation: reactivatePartner('p1', 'settled'),
    rotation: rotateKey('p1', 'abcd', undefined),
    grant: grantDelegation(grant, now),
    revocation: revokeDelegation('maker', 'p1', now),
  };

  it.each(Object.entries(changes))('of an unknown partner is refused: %s', (_, decide) => {
    expect(typesOf(decide([]))).toBe(404);
  });

  it.each(Object.entries(changes))('that is decided makes a declared event: %s', (_, decide) => {
    const before: NewFact[] = [];
    if (decide === changes.revocation) before.push({ type: 'DelegationGranted', data: grant });
    if (decide === changes.reactivation) before.push({ type: 'PartnerSuspended', data: { partnerId: 'p1' } });
    const decision = decide(history(registered, ...before));
    const [fact] = decision.outcome === 'decided' ? decision.facts : [];
    expect(fact && declarationOf(fact.type)?.data.safeParse(fact.data).success).toBe(true);
  });

  it('to what already is makes nothing', () => {
    expect(typesOf(changeRoles('p1', ['recycler'])(history(registered)))).toEqual([]);
    const suspended: NewFact = { type: 'PartnerSuspended', data: { partnerId: 'p1' } };
    expect(typesOf(suspendPartner('p1', undefined)(history(registered, suspended)))).toEqual([]);
    expect(typesOf(reactivatePartner('p1', undefined)(history(registered)))).toEqual([]);
    const granted: NewFact = { type: 'DelegationGranted', data: grant };
    expect(typesOf(grantDelegation(grant, now)(history(registered, granted)))).toEqual([]);
    const bounded = { ...grant, from: '2026-07-01T00:00:00Z', until: '2026-08-01T02:00:00+02:00' };
    const grantedSo: NewFact = { type: 'DelegationGranted', data: bounded };
    expect(typesOf(grantDelegation(bounded, now)(history(registered, grantedSo)))).toEqual([]);
    const sameTime = { ...bounded, until: '2026-08-01T00:00:00Z' };
    expect(typesOf(grantDelegation(sameTime, now)(history(registered, grantedSo)))).toEqual([]);
    const longer = { ...bounded, until: '2026-09-01T00:00:00Z' };
    expect(typesOf(grantDelegation(longer, now)(history(registered, grantedSo)))).toEqual(['DelegationGranted']);
  });

  it('gives a suspended partner no key', () => {
    const suspended: NewFact = { type: 'PartnerSuspended', data: { partnerId: 'p1' } };
    expect(typesOf(rotateKey('p1', 'abcd', undefined)(history(registered, suspended)))).toBe(409);
  });

  it('lets nobody be its own delegate', () => {
    expect(typesOf(grantDelegation({ partnerId: 'p1', delegateId: 'p1' }, now)(history(registered)))).toBe(422);
  });

  it('lets nobody end before it starts, now where no start is named', () => {
    const past = { ...grant, until: '2026-05-31T23:59:59Z' };
    expect(typesOf(grantDelegation(past, now)(history(registered)))).toBe(422);
    expect(typesOf(grantDelegation({ ...past, from: '2026-05-01T00:00:00Z' }, now)(history(registered)))).toHaveLength(
      1,
    );
    expect(typesOf(grantDelegation({ ...past, from: past.until }, now)(history(registered)))).toBe(422);
  });

  it('lets a delegate hold no more than a hundred times of one partner', () => {
    const grants = Array.from({ length: 100 }, (_, index): NewFact => {
      const from = new Date(startOfDay('2026-07-01') / 1000 + index * 1000).toISOString();
      return { type: 'DelegationGranted', data: { ...grant, from, until: '2027-01-01T00:00:00Z' } };
    });
    const another = { ...grant, from: '2026-12-01T00:00:00Z' };
    expect(typesOf(grantDelegation(another, now)(history(registered, ...grants.slice(1))))).toHaveLength(1);
    expect(typesOf(grantDelegation(another, now)(history(registered, ...grants)))).toBe(422);
    const ofOther = grantDelegation({ ...another, partnerId: 'shop' }, now);
    expect(typesOf(ofOther(history(registered, ...grants)))).toHaveLength(1);
  });

  it('ends no delegation that never was', () => {
    expect(typesOf(revokeDelegation('maker', 'p1', now)(history(registered)))).toBe(404);
  });
});
