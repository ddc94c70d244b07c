import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from '#kernel';
import { foldJourney } from '../domain/fold.js';
import {
  described,
  diagnosed,
  dismantled,
  erased,
  manufactured,
  retracted,
  setAside,
  tell,
} from '../testing/journeys.js';
import type { Finding } from './finding.js';
import { findingsAmong } from './findings-among.js';

const A = '00000000-0000-7000-8000-00000000000a';
const B = '00000000-0000-7000-8000-00000000000b';
const C = '00000000-0000-7000-8000-00000000000c';
const SHA = 'a'.repeat(64);
const IMEI = 'imei:004401245678905';
const on = (device: string, addressedBy?: string[]) => ({ device, ...(addressedBy && { addressedBy }) });

const journeyOf = (device: string, events: readonly RecordedEvent[]) => foldJourney({ deviceId: device, events });

/** Findings of devices whose events are in streams of their own. */
function findings(...events: RecordedEvent[]): Finding[] {
  const byStream = Map.groupBy(events, ({ stream }) => stream);
  return findingsAmong([...byStream].map(([stream, own]) => journeyOf(stream.slice('device-'.length), own)));
}
const rules = (...events: RecordedEvent[]) => findings(...events).map(({ rule, severity }) => `${rule} ${severity}`);

const certified = (device: string, at: string, data: JsonObject = {}, certificate: JsonObject = { sha256: SHA }) =>
  erased(at, { certificate, ...data }, on(device));
const part = (type: string, device: string, at: string, data: JsonObject = {}) =>
  tell(type, at, { slot: 'display', partId: 'part:refurb:p-1', ...data }, { roles: ['refurbisher'], ...on(device) });
const phone = (device: string, imei: string, model: string, brand = 'Northwind') =>
  described('2026-01-05 10:00', { brand, model }, on(device, [`device:${device}`, imei]));

describe('a certificate', () => {
  const first = certified(A, '2026-02-01 10:00');

  it('is reused where it stands for media of two devices, or for two of one', () => {
    expect(rules(first)).toEqual([]);
    expect(rules(first, certified(B, '2026-02-01 11:00'))).toEqual(['certificate-reused high']);
    const ssd = certified(A, '2026-02-01 10:00', { mediumId: 'ssd-1' });
    expect(rules(ssd, certified(A, '2026-02-01 11:00', { mediumId: 'ssd-2' }))).toEqual(['certificate-reused high']);
    expect(rules(first, certified(A, '2026-03-01 11:00'))).toEqual([]);
  });

  it('may be attached to the erasure that it was reported with, and not to another', () => {
    const attached = (device: string, target?: RecordedEvent) =>
      tell(
        'EvidenceAttached',
        '2026-02-02 10:00',
        { kind: 'erasure_certificate', sha256: SHA, ...(target && { target: { eventId: target.id } }) },
        on(device),
      );
    expect(rules(first, attached(A, first))).toEqual([]);
    const other = erased('2026-02-01 10:00', {}, on(B));
    expect(rules(first, other, attached(B, other))).toEqual(['certificate-reused high']);
    expect(rules(first, other, attached(B))).toEqual(['certificate-reused high']);
  });

  it('of one number in two wordings is reused as well, and told once where it is one document', () => {
    const numbered = (device: string, sha256: string) =>
      certified(device, '2026-02-01 10:00', {}, { id: 'N-1', sha256 });
    expect(rules(numbered(A, SHA), numbered(B, 'b'.repeat(64)))).toEqual(['certificate-reused warning']);
    expect(rules(numbered(A, SHA), numbered(B, SHA))).toEqual(['certificate-reused high']);
  });

  it('counts no longer once one of its reports is retracted, or set aside', () => {
    const second = certified(B, '2026-02-01 11:00');
    expect(rules(first, second, retracted(second, '2026-02-03 10:00', on(B)))).toEqual([]);
    expect(rules(first, second, setAside(second, '2026-02-03 10:00'))).toEqual([]);
  });
});

describe('a part', () => {
  const into = (device: string, at = '2026-02-01 10:00') => part('PartInstalled', device, at, { origin: 'harvested' });

  it('is in two devices until it is reported removed from one', () => {
    expect(rules(into(A), into(B))).toEqual(['part-in-two-devices high']);
    expect(rules(into(A), part('PartRemoved', A, '2026-01-30 10:00'), into(B))).toEqual(['part-in-two-devices high']);
    expect(rules(into(A), part('PartRemoved', A, '2026-02-02 10:00'), into(B, '2026-02-03 10:00'))).toEqual([]);
    expect(
      rules(
        into(A),
        dismantled('2026-02-02 10:00', {}, { by: 'refurb', roles: ['refurbisher'], ...on(A) }),
        into(B, '2026-02-03 10:00'),
      ),
    ).toEqual([]);
  });

  it("with a bare id is its sender's", () => {
    const bare = (device: string, by: string) =>
      tell('PartInstalled', '2026-02-01 10:00', { slot: 'display', partId: 'p-1' }, { by, ...on(device) });
    expect(rules(into(A), bare(B, 'refurb'))).toEqual(['part-in-two-devices high']);
    expect(rules(into(A), bare(B, 'other'))).toEqual([]);
  });

  it("is known by its maker's serial, as long as nothing came or went in its place", () => {
    const made = manufactured(
      '2026-01-01 10:00',
      { brand: 'Northwind', components: [{ slot: 'display', serial: 'd-7' }] },
      on(A),
    );
    const brand = described('2026-01-02 10:00', { brand: 'Northwind' }, on(A));
    const seen = diagnosed('2026-02-01 10:00', { parts: [{ slot: 'display', serial: 'D-7' }] }, on(B));
    const other = described('2026-01-02 10:00', { brand: 'northwind' }, on(B));
    const removed = tell('PartRemoved', '2026-01-20 10:00', { slot: 'display', disposition: 'reuse' }, on(A));
    expect(rules(made, brand, seen, other)).toEqual(['part-in-two-devices high']);
    expect(rules(made, brand, removed, seen, other)).toEqual([]);
    expect(rules(made, brand, seen, described('2026-01-02 10:00', { brand: 'Southwind' }, on(B)))).toEqual([]);
  });
});

describe('an identifier', () => {
  const claimed = (device: string, contests: string[] = []) =>
    tell(
      'DeviceReceived',
      '2026-02-01 10:00',
      { intakeReason: 'b2b' },
      {
        ...on(device, [IMEI]),
        metadata: { contests: contests.map((deviceId) => ({ identifier: IMEI, deviceId })) },
      },
    );
  const both = (events: RecordedEvent[]) => findingsAmong([A, B].map((device) => journeyOf(device, events)));

  it('that two devices claim is cloned, also while only the later one tells of it', () => {
    const rivals = [claimed(A), claimed(B, [A])];
    expect(both(rivals)).toMatchObject([{ rule: 'identifier-cloned', severity: 'high' }]);
    const [told] = findingsAmong([journeyOf(B, rivals)]);
    expect(told?.parties.map(({ deviceId }) => deviceId)).toEqual([A, B]);
    expect(told?.parties.find(({ deviceId }) => deviceId === A)?.visibleTo).toEqual([]);
  });

  it('that somebody ruled on is no longer', () => {
    const ruling = tell(
      'IdentifierContestResolved',
      '2026-02-03 10:00',
      { kind: 'imei', value: IMEI.slice(5), holderDeviceId: A },
      on(A),
    );
    expect(both([claimed(A), claimed(B, [A]), ruling])).toEqual([]);
  });

  it('of a removed board that comes back with another device is a sign of one', () => {
    const changes = [{ kind: 'imei', oldValue: IMEI.slice(5), newValue: '004401245678913' }];
    const swapped = tell('IdentifierSuperseded', '2026-02-01 10:00', { changes, reason: 'mainboard_replaced' }, on(A));
    const back = tell(
      'DeviceReceived',
      '2026-03-01 10:00',
      { intakeReason: 'b2b' },
      {
        ...on(B, [IMEI]),
        metadata: { reappeared: [{ identifier: IMEI, deviceId: A }] },
      },
    );
    expect(rules(swapped)).toEqual([]);
    expect(rules(swapped, back)).toEqual(['identifier-cloned warning']);
    expect(rules(swapped, back, retracted(back, '2026-03-02 10:00', on(B)))).toEqual([]);
  });
});

describe('a type allocation code', () => {
  it('that is of two models makes the fewer ones odd', () => {
    const same = [phone(A, 'imei:004401245678905', 'One'), phone(B, 'imei:004401245678913', 'ONE', 'northwind')];
    expect(rules(...same)).toEqual([]);
    const [found] = findings(...same, phone(C, 'imei:004401245678921', 'Two'));
    expect(found).toMatchObject({ rule: 'tac-model-mismatch', severity: 'warning', key: 'tac:00440124' });
    expect(found?.parties.map(({ deviceId }) => deviceId)).toEqual([C]);
    expect(found?.explanation).toContain('Two (1)');
  });

  it('with as many of each leaves all of them in doubt', () => {
    const [found] = findings(phone(A, 'imei:004401245678905', 'One'), phone(B, 'imei:004401245678913', 'Two'));
    expect(found?.parties.map(({ deviceId }) => deviceId).sort()).toEqual([A, B]);
  });
});

describe('findings', () => {
  it('have the same id whatever order the devices come in, and another one for other evidence', () => {
    const [first, second, third] = [A, B, C].map((device) => certified(device, '2026-02-01 10:00')) as [
      RecordedEvent,
      RecordedEvent,
      RecordedEvent,
    ];
    const idOf = (...events: RecordedEvent[]) => findings(...events)[0]?.id;
    expect(idOf(first, second)).toBe(idOf(second, first));
    expect(idOf(first, second)).not.toBe(idOf(first, second, third));
  });

  it('are over once the devices turn out to be one', () => {
    const merge = tell('DevicesMerged', '2026-02-05 10:00', { survivorId: A, absorbedId: B }, on(B));
    const events = [certified(A, '2026-02-01 10:00'), certified(B, '2026-02-01 11:00'), merge];
    expect(findings(...events.slice(0, 2))).toHaveLength(1);
    expect(findingsAmong([journeyOf(A, events)])).toEqual([]);
  });
});
