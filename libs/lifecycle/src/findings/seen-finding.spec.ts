import { describe, expect, it } from '@jest/globals';
import type { Role } from '#kernel';
import { aPartner } from '../testing/recorder-bench.js';
import type { Finding } from './finding.js';
import { findingSeenBy, wholeFinding } from './seen-finding.js';
import type { UseKind } from './use.js';

const NOW = Date.parse('2026-05-01T00:00:00Z') * 1000;

const finding = (kind: UseKind): Finding => ({
  id: 'finding',
  kind,
  rule: 'rule',
  severity: 'high',
  explanation: 'Something is odd.',
  key: `${kind}:x`,
  at: Date.parse('2026-03-04T10:00:00Z') * 1000,
  parties: [
    {
      holder: 'a',
      deviceId: 'a',
      detail: '',
      relatedTo: ['holder'],
      visibleTo: ['holder', 'lab', 'eraser', 'granted:guest'],
      grants: [{ partner: 'guest', tier: 'holder', from: 0, until: NOW + 1 }],
      events: [
        { id: 'e-1', by: ['eraser'] },
        { id: 'e-2', by: ['holder', 'principal'] },
      ],
    },
    {
      holder: 'b',
      deviceId: 'b',
      detail: '',
      relatedTo: ['other'],
      visibleTo: ['other'],
      grants: [],
      events: [{ id: 'e-3', by: ['other'] }],
    },
  ],
});
const seenBy = (kind: UseKind, id: string, roles: Role[] = ['retailer']) =>
  findingSeenBy(finding(kind), aPartner(id, roles), NOW);
const evidence = (...asked: Parameters<typeof seenBy>) => seenBy(...asked)?.evidence;

describe('a finding', () => {
  it('is whole for those who see all', () => {
    expect(wholeFinding(finding('certificate'))).toMatchObject({
      about: 'x',
      at: '2026-03-04T10:00:00.000Z',
      devices: ['a', 'b'],
      otherDevices: 0,
      evidence: ['e-1', 'e-2', 'e-3'],
    });
  });

  it('shows who had the device all of its side, and of the other side only that it is there', () => {
    const seen = seenBy('certificate', 'holder');
    expect(seen).toMatchObject({ devices: ['a'], otherDevices: 1, evidence: ['e-1', 'e-2'] });
    expect(JSON.stringify(seen)).not.toContain('e-3');
  });

  it('shows who reported a part of it that part, and the principal of a delegate as well', () => {
    expect(evidence('certificate', 'eraser')).toEqual(['e-1']);
    expect(evidence('certificate', 'principal')).toEqual(['e-2']);
  });

  it('shows who only reported something else what is public, and strangers nothing', () => {
    expect(seenBy('certificate', 'lab')).toBeUndefined();
    expect(seenBy('tac', 'lab')).toMatchObject({ devices: ['a'], evidence: [] });
    expect(seenBy('tac', 'stranger')).toBeUndefined();
  });

  it('shows whom sight was granted as much as a holder, until the grant ends, and no more than it opens', () => {
    expect(evidence('certificate', 'guest')).toEqual(['e-1', 'e-2']);
    const guest = aPartner('guest', ['retailer']);
    expect(findingSeenBy(finding('certificate'), guest, NOW + 1)).toBeUndefined();
    const narrow = finding('certificate');
    for (const party of narrow.parties) party.grants = [{ partner: 'guest', tier: 'public', from: 0, until: NOW + 1 }];
    expect(findingSeenBy(narrow, guest, NOW)).toBeUndefined();
    expect(findingSeenBy({ ...narrow, kind: 'tac', key: 'tac:x' }, guest, NOW)).toMatchObject({ evidence: [] });
    const parts = finding('part');
    expect(findingSeenBy(parts, aPartner('guest', ['refurbisher']), NOW)).toBeUndefined();
  });

  it('about parts is for repairers, and for who reported it', () => {
    const other = finding('part');
    other.parties[0]?.events.pop();
    expect(findingSeenBy(other, aPartner('holder', ['retailer']), NOW)).toBeUndefined();
    expect(findingSeenBy(other, aPartner('holder', ['refurbisher']), NOW)).toMatchObject({ about: 'part:x' });
    expect(findingSeenBy(other, aPartner('eraser', ['erasure']), NOW)).toBeDefined();
  });
});
