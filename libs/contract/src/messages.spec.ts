import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ANOMALY_CHANGES,
  anomaliesFeed,
  CUSTODY_CHANGES,
  custodyFeed,
  DEVICE_EVENT_TYPES,
  deviceEventsFeed,
  type JourneyStep,
  partnerEventsFeed,
} from '#feeds/domain';
import { resultMessage } from '#intake';
import type { RecordedEvent, Role } from '#kernel';
import { declarationOf, foldJourney, POSTABLE } from '#lifecycle/domain';
import { accepted, DEVICE, given, manufactured, randomHistory, released, sampleOf, tell } from '#lifecycle/testing';
import { complaintsAbout } from './testing/complaints.js';

const roles: Record<string, Role[]> = { maker: ['manufacturer'], shop: ['retailer'], guest: ['diagnostics'] };
const find = (id: string) => ({ id, roles: roles[id] ?? ['refurbisher' as const] });

const PAST = given(
  manufactured('2023-01-10 08:00'),
  released('2023-01-12 08:00', { toParty: 'partner:shop' }, { by: 'maker', roles: ['manufacturer'] }),
  accepted('2023-01-13 08:00', { fromParty: 'partner:maker' }, { by: 'shop', roles: ['retailer'] }),
).journey;

/** The event in a journey that it changes nothing of, so that any sample can stand there. */
function stepOf(event: RecordedEvent): JourneyStep {
  const entry = { event, standing: { standing: 'counted' as const }, anomalies: [] };
  return { event, before: [PAST], after: [{ ...PAST, entries: [...PAST.entries, entry] }] };
}

describe.each(DEVICE_EVENT_TYPES)('%s', (type) => {
  const event: RecordedEvent = {
    ...tell(type, '2024-05-01 10:00', sampleOf(type).valid, { by: 'guest' }),
    schemaVersion: declarationOf(type)?.version ?? 0,
    location: { country: 'DE', site: 'hall-3', gln: '4012345000009' },
    evidence: [{ kind: 'photo', sha256: 'f'.repeat(64), mediaType: 'image/png' }],
    performedBy: 'station-7',
    sequence: 4,
  };

  it('goes to everybody as its public schema says', () => {
    const messages = deviceEventsFeed.messagesOf([{ event, position: 'log:1' }]).flat();
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.flatMap(complaintsAbout)).toEqual([]);
  });

  it('goes to each partner as the schema for partners says, to its sender whole', () => {
    const own = { ...event, recordedBy: 'maker' };
    const messages = [event, own].flatMap((each) => partnerEventsFeed.messagesOf(stepOf(each), find));
    expect(new Set(messages.map(({ audience }) => audience))).toEqual(new Set(['maker', 'shop']));
    expect(messages.flatMap(complaintsAbout)).toEqual([]);
  });
});

describe('changes', () => {
  it('keep to their schemas, whatever history they come of', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(randomHistory, (history) => {
        const messages = stepsOf(history).flatMap((step) => [
          ...custodyFeed.messagesOf(step, find),
          ...anomaliesFeed.messagesOf(step, find),
        ]);
        for (const { about } of messages) seen.add(about.type ?? '');
        expect(messages.flatMap(complaintsAbout)).toEqual([]);
      }),
      { numRuns: 60, seed: 7 },
    );
    const never = [...CUSTODY_CHANGES, ...ANOMALY_CHANGES].filter((type) => !seen.has(type));
    expect(never).toEqual([]);
  });
});

/** The journey of one device before and after each event, in the order that they came in. */
const stepsOf = (history: readonly RecordedEvent[]): JourneyStep[] =>
  history.map((event, index) => {
    const journey = (end: number) => foldJourney({ deviceId: DEVICE, events: history.slice(0, end) });
    return { event, before: index === 0 ? [] : [journey(index)], after: [journey(index + 1)] };
  });

describe('intake from Kafka', () => {
  const place = { topic: 'circulog.intake.v1.refurb', partition: 2, offset: '17' };
  const answer = { eventId: PAST.deviceId, deviceCreated: false, revision: 1, outcome: 'accepted', anomalies: [] };
  const told = (outcome: Parameters<typeof resultMessage>[0]['outcome']) =>
    resultMessage({ place, reference: 'R-1', outcome }, '2026-03-01T00:00:00.000Z');

  it('answers as the schema of results says', () => {
    const messages = [
      told({ outcome: 'repeat', status: 200, answer: { ...answer, outcome: 'accepted' } }),
      told({
        outcome: 'refused',
        status: 422,
        title: 'Refused.',
        errors: [{ pointer: '/data', rule: 'required', detail: 'It is missing.', hint: 'Send it.' }],
      }),
    ];
    const schema = { name: 'intake-results.ReportAnswered', version: 1 };
    const complaints = messages.flatMap(({ value }) => complaintsAbout({ schema, data: JSON.parse(String(value)) }));
    expect(complaints).toEqual([]);
    expect(messages.map(({ headers }) => headers?.ce_dataschema)).toEqual(
      messages.map(() => 'urn:circulog:schema:intake-results.ReportAnswered:v1'),
    );
  });

  it.each([...POSTABLE])('takes the sample of %s as its schema says, and no type that is not known', (type) => {
    const report = { device: 'imei:490154203237518', type, occurredAt: '2026-03-01', data: sampleOf(type).valid };
    const schema = { name: 'intake.Report', version: 1 };
    expect(complaintsAbout({ schema, data: report })).toEqual([]);
    expect(complaintsAbout({ schema, data: { ...report, type: `${type}Not` } })).not.toEqual([]);
  });
});
