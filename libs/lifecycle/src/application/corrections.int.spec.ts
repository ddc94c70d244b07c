import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const PHONE = 'imei:490154203237518';
const OTHER = 'imei:356938035643809';
const grade = (reference: string, code: string, more: object = {}) => ({
  device: PHONE,
  type: 'GradeAssigned',
  occurredAt: '2026-03-05T10:15:00Z',
  reference,
  data: { grade: { scheme: 'backmarket', schemeVersion: '1', code }, method: 'manual' },
  ...more,
});
const withoutDevice = ({ device: _, ...report }: ReturnType<typeof grade>) => report;
const retracts = (reference: string, target: object, more: object = {}) => ({
  type: 'EventRetracted',
  occurredAt: '2026-03-06T10:15:00Z',
  reference,
  data: { target, reason: 'did_not_occur', ...more },
});

describe('corrections', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const standings = async (deviceId: string | undefined) => {
    const loaded = await bench.loader.load(deviceId ?? '');
    return Object.fromEntries(
      (loaded?.journey.entries ?? []).map(({ event, standing }) => [
        `${event.type} ${event.metadata.reference}`,
        standing.standing,
      ]),
    );
  };

  it('void and replace their target, named by id or by reference', async () => {
    const [first] = await bench.record('refurb', grade('g-1', 'good'));
    const [second] = await bench.record('refurb', grade('g-2', 'fair', { corrects: { reference: 'g-1' } }));
    const [third] = await bench.record(
      'refurb',
      withoutDevice(grade('g-3', 'excellent', { corrects: bench.eventOf(second) })),
    );
    expect([first, second, third].map((outcome) => outcome?.status)).toEqual([201, 201, 201]);
    const loaded = await bench.loader.load(bench.deviceOf(first) ?? '');
    expect(loaded?.journey.grades).toMatchObject([{ code: 'EXCELLENT' }]);
    expect(await standings(bench.deviceOf(first))).toMatchObject({
      'GradeAssigned g-1': 'void',
      'GradeAssigned g-2': 'void',
      'GradeAssigned g-3': 'counted',
    });
  });

  it('of one event by two rivals: the second is told who was first', async () => {
    await bench.record('refurb', grade('g-1', 'good'));
    const both = await Promise.all([
      bench.record('refurb', grade('g-2', 'fair', { corrects: { reference: 'g-1' } })),
      bench.record('refurb', retracts('r-1', { reference: 'g-1' })),
    ]);
    const [won, lost] = both.flat().sort((a, b) => a.status - b.status);
    expect(won?.status).toBe(201);
    expect(lost).toMatchObject({ status: 409, errors: [{ rule: 'already-corrected' }] });
    expect(lost?.outcome === 'refused' && lost.errors[0]?.detail).toContain(bench.eventOf(won));
  });

  it('may themselves be retracted, which restores', async () => {
    const [first] = await bench.record('refurb', grade('g-1', 'good'));
    await bench.record('refurb', retracts('r-1', { reference: 'g-1' }), retracts('r-2', { reference: 'r-1' }));
    expect(await standings(bench.deviceOf(first))).toMatchObject({
      'GradeAssigned g-1': 'counted',
      'EventRetracted r-1': 'void',
      'EventRetracted r-2': 'counted',
    });
    const [again] = await bench.record('refurb', retracts('r-3', { reference: 'g-1' }));
    expect(again?.status).toBe(201);
  });

  it('keep type and device, are for the sender and operators, and need their target', async () => {
    await bench.record('refurb', grade('g-1', 'good'));
    await bench.record('refurb', grade('o-1', 'good', { device: OTHER }));
    const refusals = await bench.record(
      'refurb',
      grade('x-1', 'fair', { corrects: { reference: 'not-there' } }),
      grade('x-2', 'fair', { corrects: { reference: 'g-1' }, device: OTHER }),
      grade('x-3', 'fair', { corrects: { reference: 'g-1' }, type: 'DeviceReadied', data: {} }),
    );
    expect(refusals.map((one) => one.outcome === 'refused' && [one.status, one.errors[0]?.rule])).toEqual([
      [422, 'target-unknown'],
      [422, 'other-device'],
      [422, 'other-type'],
    ]);
    const target = bench.eventOf((await bench.record('refurb', grade('g-1', 'good')))[0]);
    const [stranger] = await bench.record('recycler', retracts('r-1', { eventId: target }));
    expect(stranger).toMatchObject({ status: 403, errors: [{ rule: 'not-the-sender' }] });
    const [operator] = await bench.record('operator', retracts('r-1', { eventId: target }));
    expect(operator?.status).toBe(201);
  });

  it('say of a target that is not there whether its id or its reference is unknown', async () => {
    await bench.record('refurb', grade('g-1', 'good'));
    const nowhere = '018f0000-0000-7000-8000-000000000000';
    const refusals = await bench.record(
      'refurb',
      grade('x-1', 'fair', { corrects: 'g-1' }),
      grade('x-2', 'fair', { corrects: nowhere }),
      grade('x-3', 'fair', { corrects: { reference: 'g-2' } }),
      retracts('x-4', { eventId: nowhere }),
    );
    expect(refusals.map((one) => one.outcome === 'refused' && one.errors[0])).toEqual([
      {
        pointer: '/corrects',
        rule: 'target-unknown',
        detail: 'No event has the id g-1.',
        hint: 'A reference of yours is named as {"reference": "g-1"}.',
      },
      expect.objectContaining({ detail: `No event has the id ${nowhere}.`, hint: 'Send this again once it is.' }),
      expect.objectContaining({ detail: 'g-2 is not recorded.' }),
      expect.objectContaining({ pointer: '/data/target', detail: `No event has the id ${nowhere}.` }),
    ]);
  });

  it('of a wrong label: the replacement counts for its own device once the retraction does', async () => {
    const [wrong] = await bench.record('refurb', grade('g-1', 'good'));
    const { reference: _, ...right } = grade('', 'good', { device: OTHER });
    const report = retracts('r-1', { reference: 'g-1' }, { replacement: right });
    const [retraction] = await bench.record('refurb', report);
    expect(retraction).toMatchObject({ status: 201 });
    const held = await bench.store.holders([{ scope: 'identifier', key: OTHER }]);
    const rightDevice = held.get(`identifier ${OTHER}`) ?? '';
    expect(await standings(rightDevice)).toMatchObject({ 'GradeAssigned r-1': 'counted' });
    expect(await standings(bench.deviceOf(wrong))).toMatchObject({ 'GradeAssigned g-1': 'void' });
    const [repeat] = await bench.record('refurb', report);
    expect(repeat?.status).toBe(200);
    await bench.record('refurb', retracts('r-2', { reference: 'r-1' }));
    expect(await standings(rightDevice)).not.toMatchObject({ 'GradeAssigned r-1': 'counted' });
    expect(await standings(bench.deviceOf(wrong))).toMatchObject({ 'GradeAssigned g-1': 'counted' });
  });

  it('tell everything that is wrong with a replacement, and record nothing', async () => {
    await bench.record('refurb', grade('g-1', 'good'));
    const replacement = { ...grade('', 'good'), device: 'imei:1', data: {} };
    const [refused] = await bench.record('refurb', retracts('r-1', { reference: 'g-1' }, { replacement }));
    expect(refused).toMatchObject({ status: 422 });
    expect(refused?.outcome === 'refused' && refused.errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/data/replacement/device', '/data/replacement/data/grade']),
    );
  });

  it('are overridden by people: released events count, events set aside do not', async () => {
    const [first] = await bench.record('refurb', grade('g-1', 'good'));
    const eventId = bench.eventOf(first);
    const decide = (type: string, reference: string) => ({
      type,
      occurredAt: '2026-03-07',
      reference,
      data: { eventId, note: 'Looked at it.' },
    });
    const [denied] = await bench.record('refurb', decide('EventSetAside', 'd-0'));
    expect(denied?.status).toBe(403);
    await bench.record('auditor', decide('EventSetAside', 'd-1'));
    expect(await standings(bench.deviceOf(first))).toMatchObject({ 'GradeAssigned g-1': 'set-aside' });
    const [unknown] = await bench.record('auditor', {
      ...decide('EventReleased', 'd-2'),
      data: { eventId: '018f0000-0000-7000-8000-000000000000', note: 'x' },
    });
    expect(unknown).toMatchObject({ status: 422, errors: [{ rule: 'target-unknown' }] });
  });
});
