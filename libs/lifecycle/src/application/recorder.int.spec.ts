import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const IMEI = 'imei:490154203237518';
const received = (reference: string, more: object = {}) => ({
  device: IMEI,
  type: 'DeviceReceived',
  occurredAt: '2026-03-04T10:15:00+01:00',
  reference,
  data: { intakeReason: 'trade_in' },
  ...more,
});
const graded = (reference: string, more: object = {}) => ({
  device: IMEI,
  type: 'GradeAssigned',
  occurredAt: '2026-03-05T10:15:00Z',
  reference,
  data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' },
  ...more,
});

describe('recorder', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  it('refuses a report with more wrong than can be told, and takes its neighbours', async () => {
    const endless = { ...received('r-1'), device: new Array(250_000).fill('a') };
    const strange = { ...received('r-2'), ...Object.fromEntries(endless.device.map((key, at) => [`${key}${at}`, 1])) };
    const outcomes = await bench.record('refurb', endless, strange, received('r-3'));
    expect(outcomes.map(({ status }) => status)).toEqual([422, 422, 201]);
    expect(JSON.stringify(outcomes).length).toBeLessThan(40_000);
  });

  it('opens a device with its first report', async () => {
    const [outcome] = await bench.record('refurb', received('r-1'));
    expect(outcome).toMatchObject({
      outcome: 'recorded',
      status: 201,
      answer: { deviceCreated: true, revision: 1, outcome: 'accepted', anomalies: [] },
    });
  });

  it('finds the device again by the same identifier, written otherwise', async () => {
    const [first] = await bench.record('refurb', received('r-1'));
    const [second] = await bench.record('refurb', graded('r-2', { device: ['urn:gsma:imei:49-015420-323751-8'] }));
    expect(second).toMatchObject({ status: 201, answer: { deviceCreated: false, revision: 2 } });
    expect(bench.deviceOf(second)).toBe(bench.deviceOf(first));
  });

  it('answers an identical repeat with the first answer, and other content under the same reference with 409', async () => {
    const [first] = await bench.record('refurb', received('r-1'));
    const [repeat] = await bench.record('refurb', received('r-1', { occurredAt: '2026-03-04T09:15:00Z' }));
    expect(repeat).toEqual({ outcome: 'repeat', status: 200, answer: first?.outcome === 'recorded' && first.answer });
    const [other] = await bench.record('refurb', received('r-1', { data: { intakeReason: 'b2b' } }));
    expect(other).toMatchObject({ status: 409, errors: [{ pointer: '/reference', rule: 'reference-used' }] });
  });

  it('takes a batch in order: several reports of one new device, and a duplicate among them', async () => {
    const outcomes = await bench.record(
      'refurb',
      received('r-1'),
      graded('r-2'),
      received('r-1'),
      graded('r-3', { occurredAt: '2026-03-06' }),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([201, 201, 200, 201]);
    expect(new Set(outcomes.map(bench.deviceOf)).size).toBe(1);
  });

  it('names every failure of a report at once, and does not use its reference up', async () => {
    const wrong = {
      device: 'imei:490154203237519',
      type: 'DeviceReceived',
      occurredAt: '2026-03-04T10:15:00',
      reference: 'r-1',
      data: { intakeReason: 'gift', weight: 3 },
      colour: 'red',
    };
    const [refused] = await bench.record('refurb', wrong);
    expect(refused).toMatchObject({ outcome: 'refused', status: 422 });
    expect(refused?.outcome === 'refused' && refused.errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/colour',
      '/data/intakeReason',
      '/data/weight',
      '/device',
      '/occurredAt',
    ]);
    const [accepted] = await bench.record('refurb', received('r-1'));
    expect(accepted?.status).toBe(201);
  });

  it('refuses what the roles do not allow, and an unknown device where told to', async () => {
    const [denied] = await bench.record('carrier', graded('r-1'));
    expect(denied).toMatchObject({ status: 403, errors: [{ rule: 'role-not-allowed' }] });
    const [unknown] = await bench.record('refurb', received('r-2', { unknownDevice: 'refuse' }));
    expect(unknown).toMatchObject({ status: 422, errors: [{ pointer: '/device', rule: 'unknown-device' }] });
  });

  it('lets rivals from two batches make one device, whichever is first', async () => {
    const serial = 'serial:Apple Inc.:c39x';
    const both = await Promise.all([
      bench.record('refurb', received('a', { device: [IMEI, serial] })),
      bench.record('refurb', graded('b', { device: [serial, IMEI] })),
    ]);
    const outcomes = both.flat();
    expect(outcomes.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(outcomes.map(bench.deviceOf)).size).toBe(1);
  });
});
