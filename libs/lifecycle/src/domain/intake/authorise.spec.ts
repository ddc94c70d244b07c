import { describe, expect, it } from '@jest/globals';
import type { Role } from '#kernel';
import type { Partner } from '#partners/domain';
import { DeviceDestroyed, DeviceReportedLost, GradeAssigned } from '../events/index.js';
import { authorise } from './authorise.js';

const partner = (id: string, roles: Role[], more: Partial<Partner> = {}): Partner => ({
  id,
  name: id,
  roles,
  country: 'DE',
  sites: [],
  suspended: false,
  actsFor: [],
  ...more,
});
const lab = partner('lab', ['diagnostics']);
const refurb = partner('refurb', ['refurbisher']);
const delegate = partner('delegate', ['logistics'], { actsFor: [{ principal: 'refurb', from: 100, until: 200 }] });
const known = new Map([lab, refurb, delegate].map((one) => [one.id, one]));

const asked = (
  sender: Partner,
  declaration: Parameters<typeof authorise>[0]['declaration'],
  more: { onBehalfOf?: string; at?: number } = {},
) => {
  const answer = authorise({ declaration, sender, partners: { find: (id) => known.get(id) }, at: 150, ...more });
  return 'denied' in answer ? answer.denied.rule : answer.party.id;
};

describe('who may report what', () => {
  it('goes by roles, of which one is enough', () => {
    expect(asked(refurb, GradeAssigned)).toBe('refurb');
    expect(asked(lab, DeviceDestroyed)).toBe('role-not-allowed');
    expect(asked(partner('both', ['diagnostics', 'recycler']), DeviceDestroyed)).toBe('both');
  });

  it('lets operators record everything, and auditors nothing that is for any', () => {
    expect(asked(partner('op', ['operator']), DeviceDestroyed)).toBe('op');
    expect(asked(partner('aud', ['auditor']), DeviceReportedLost)).toBe('role-not-allowed');
  });

  it('takes the principal for the party while the delegation lasts, and its roles', () => {
    expect(asked(delegate, GradeAssigned, { onBehalfOf: 'refurb' })).toBe('refurb');
    expect(asked(delegate, GradeAssigned, { onBehalfOf: 'refurb', at: 99 })).toBe('no-delegation');
    expect(asked(delegate, GradeAssigned, { onBehalfOf: 'refurb', at: 200 })).toBe('no-delegation');
    expect(asked(delegate, GradeAssigned, { onBehalfOf: 'lab' })).toBe('no-delegation');
    expect(asked(delegate, GradeAssigned)).toBe('role-not-allowed');
  });

  it('is nothing for the suspended', () => {
    expect(asked({ ...refurb, suspended: true }, GradeAssigned)).toBe('suspended-partner');
  });
});
