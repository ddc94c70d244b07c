import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const PHONE = 'imei:490154203237518';
const told = (reference: string, more: object = {}) => ({
  device: PHONE,
  type: 'TriageDecided',
  occurredAt: '2026-03-05T10:15:00Z',
  reference,
  data: { route: 'refurbish' },
  ...more,
});
const about = (type: string, reference: string, data: object, occurredAt = '2026-03-07T10:00:00Z') => ({
  type,
  reference,
  occurredAt,
  data,
});

describe('a decision on an event', () => {
  let bench: RecorderBench;
  let device: string;
  let counted: string;
  let twice: string;
  beforeEach(async () => {
    bench = await openBench();
    const outcomes = await bench.record('refurb', told('t-1'), told('t-2'));
    expect(outcomes.map(({ status }) => status)).toEqual([201, 202]);
    device = bench.deviceOf(outcomes[0]) ?? '';
    counted = bench.eventOf(outcomes[0]);
    twice = bench.eventOf(outcomes[1]);
  });
  afterEach(() => bench.close());

  const release = (reference: string, eventId = twice) =>
    about('EventReleased', reference, { eventId, note: 'Looked at it.' });
  const setAside = (reference: string, eventId = twice) =>
    about('EventSetAside', reference, { eventId, note: 'Never.' }, '2026-03-08T10:00:00Z');
  const decide = async (...reports: object[]) => await bench.record('auditor', ...reports);
  const typesOf = async () => (await bench.loader.load(device))?.journey.entries.map(({ event }) => event.type) ?? [];

  it.each([
    ['EventReleased', release],
    ['EventSetAside', setAside],
  ])('is made once: %s again is answered as the first', async (type, decision) => {
    const [first, next] = await decide(decision('d-1'), decision('d-2'));
    expect(first).toMatchObject({ status: 201 });
    const [later] = await bench.record('operator', { ...decision('d-3'), occurredAt: '2026-03-09T10:00:00Z' });
    const repeat = { outcome: 'repeat', status: 200, answer: first?.outcome === 'recorded' && first.answer };
    expect([next, later]).toEqual([repeat, repeat]);
    expect((await typesOf()).filter((one) => one === type)).toHaveLength(1);
  });

  it('is made anew once it was taken back or another one overrode it', async () => {
    const undo = about('EventRetracted', 'u-1', { target: { reference: 'd-1' }, reason: 'incorrect_data' });
    const again = { ...release('d-4'), occurredAt: '2026-03-09T10:00:00Z' };
    const outcomes = await decide(release('d-1'), undo, release('d-2'), setAside('d-3'), again);
    expect(outcomes.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  });

  it('releases nothing that counts anyway or was voided', async () => {
    const [counts] = await decide(release('d-1', counted));
    expect(counts).toMatchObject({ status: 409, errors: [{ rule: 'not-set-aside', hint: expect.any(String) }] });
    const retraction = { target: { reference: 't-2' }, reason: 'did_not_occur' };
    const [by] = await bench.record('refurb', about('EventRetracted', 'r-1', retraction));
    const [voided] = await decide(release('d-2'));
    expect(voided).toMatchObject({
      status: 409,
      errors: [{ rule: 'not-set-aside', detail: expect.stringContaining(bench.eventOf(by)) }],
    });
    expect(await typesOf()).not.toContain('EventReleased');
  });
});
