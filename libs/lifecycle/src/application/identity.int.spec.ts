import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const IMEI = 'imei:490154203237518';
const OTHER = 'imei:356938035643809';
const SERIAL = 'serial:apple:C39X';

let references = 0;
const seen = (device: string | string[], more: object = {}) => ({
  device,
  type: 'LockStateObserved',
  occurredAt: '2026-03-05T10:15:00Z',
  reference: `seen-${references++}`,
  data: { kind: 'sim', state: 'unlocked' },
  ...more,
});
const about = (type: string, device: string | undefined, data: object, more: object = {}) =>
  asJson(seen('', { type, data, device, ...more }));
/** Without members that are `undefined`, as a body is. */
const asJson = <Report extends object>(report: Report): Report => JSON.parse(JSON.stringify(report)) as Report;

describe('devices by their identifiers', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const device = async (...[partner, report]: [string, object]) =>
    bench.deviceOf((await bench.record(partner, report))[0]) ?? '';
  const rules = (outcome: unknown) =>
    (outcome as { answer: { anomalies: { rule: string }[] } }).answer.anomalies.map(({ rule }) => rule);

  it('learn further identifiers from each report', async () => {
    const first = await device('refurb', seen(IMEI));
    expect(await device('refurb', seen([IMEI, SERIAL]))).toBe(first);
    expect(await device('refurb', seen(SERIAL))).toBe(first);
    expect(await device('shop', about('IdentifierAssigned', SERIAL, { kind: 'imei', value: OTHER.slice(5) }))).toBe(
      first,
    );
    expect(await device('refurb', seen(OTHER))).toBe(first);
  });

  it('do not take a second serial number of one maker', async () => {
    const first = await device('refurb', seen([IMEI, SERIAL]));
    const [odd] = await bench.record('refurb', seen([IMEI, 'serial:apple:D40Y'], { occurredAt: '2026-03-06' }));
    expect(bench.deviceOf(odd)).toBe(first);
    expect(rules(odd)).toContain('identifier-mismatch');
    expect(await device('refurb', seen('serial:apple:D40Y'))).not.toBe(first);
  });

  it('that are two devices so far: the strongest identifier decides, and a merge is proposed', async () => {
    const byImei = await device('refurb', seen(IMEI));
    const bySerial = await device('refurb', seen(SERIAL));
    const [both] = await bench.record('refurb', seen([SERIAL, IMEI]));
    expect(both).toMatchObject({ status: 201 });
    expect(bench.deviceOf(both)).toBe(byImei);
    expect(rules(both)).toContain('identity-conflict');
    expect(await device('refurb', seen(SERIAL))).toBe(bySerial);
  });

  it('merged answer under the survivor, are written where their identifier lies, and part again', async () => {
    const survivor = await device('refurb', seen(IMEI));
    const absorbed = await device('refurb', seen(SERIAL));
    const merge = about('DevicesMerged', undefined, { survivorId: survivor, absorbedId: absorbed });
    expect(await device('operator', merge)).toBe(survivor);
    const [later] = await bench.record('refurb', seen(SERIAL));
    expect(later).toMatchObject({ answer: { deviceId: survivor, deviceCreated: false, revision: 3 } });
    const joined = await bench.loader.load(absorbed);
    expect(joined?.journey).toMatchObject({ deviceId: survivor, members: [survivor, absorbed].sort() });
    const undo = about('EventRetracted', undefined, {
      target: { reference: merge.reference },
      reason: 'incorrect_data',
    });
    expect((await bench.record('operator', undo))[0]?.status).toBe(201);
    expect((await bench.loader.load(absorbed))?.journey).toMatchObject({ deviceId: absorbed, members: [absorbed] });
    expect(await device('refurb', seen(SERIAL))).toBe(absorbed);
  });

  it('split: events move to the new device, and so do the identifiers that it takes', async () => {
    const first = await device('refurb', seen([IMEI, SERIAL]));
    const [clone] = await bench.record('refurb', seen([IMEI, OTHER]));
    const newDeviceId = '018f0000-0000-7000-8000-0000000000aa';
    const split = about('DeviceSplit', `device:${first}`, {
      newDeviceId,
      eventIds: [bench.eventOf(clone)],
      identifiers: [OTHER],
    });
    expect((await bench.record('operator', split))[0]).toMatchObject({ status: 201 });
    const moved = await bench.loader.load(newDeviceId);
    expect(moved?.journey.entries.map(({ event }) => event.id)).toEqual([bench.eventOf(clone)]);
    const [next] = await bench.record('refurb', seen(OTHER));
    expect(next).toMatchObject({ answer: { deviceId: newDeviceId, deviceCreated: false, revision: 0 } });
  });

  it('keep what was true then: after a board swap a late report still finds the old device', async () => {
    const first = await device('refurb', seen([IMEI, SERIAL], { occurredAt: '2026-01-05T10:00:00Z' }));
    const changes = [{ kind: 'imei', oldValue: IMEI.slice(5), newValue: OTHER.slice(5) }];
    const swap = about(
      'IdentifierSuperseded',
      SERIAL,
      { changes, reason: 'mainboard_replaced' },
      { occurredAt: '2026-02-01T10:00:00Z' },
    );
    expect(await device('refurb', swap)).toBe(first);
    const [back] = await bench.record('refurb', seen(IMEI, { occurredAt: '2026-03-01T10:00:00Z' }));
    expect(back).toMatchObject({ status: 201, answer: { deviceCreated: true } });
    expect(rules(back)).toContain('identifier-reappeared');
    expect(await device('refurb', seen(IMEI, { occurredAt: '2026-01-10T10:00:00Z' }))).toBe(first);
    expect(await device('refurb', seen(IMEI, { occurredAt: '2026-03-02T10:00:00Z' }))).toBe(bench.deviceOf(back));
    expect(await device('refurb', seen(OTHER, { occurredAt: '2026-03-02T10:00:00Z' }))).toBe(first);
  });

  it('contested: the claim stays, reports by it alone are set aside, until somebody decides', async () => {
    const first = await device('refurb', seen(IMEI));
    const second = await device('refurb', seen(SERIAL));
    const assign = about(
      'IdentifierAssigned',
      SERIAL,
      { kind: 'imei', value: IMEI.slice(5) },
      { occurredAt: '2026-03-06T10:00:00Z' },
    );
    const [contest] = await bench.record('refurb', assign);
    expect(bench.deviceOf(contest)).toBe(second);
    const [alone] = await bench.record('refurb', seen(IMEI, { occurredAt: '2026-03-07T10:00:00Z' }));
    expect(alone).toMatchObject({ status: 202, answer: { deviceId: first, outcome: 'quarantined' } });
    expect(rules(alone)).toContain('identity-ambiguous');
    const decided = about('IdentifierContestResolved', `device:${first}`, {
      kind: 'imei',
      value: IMEI.slice(5),
      holderDeviceId: second,
    });
    expect((await bench.record('operator', decided))[0]?.status).toBe(201);
    const [after] = await bench.record('refurb', seen(IMEI, { occurredAt: '2026-03-08T10:00:00Z' }));
    expect(after).toMatchObject({ status: 201, answer: { deviceId: second } });
  });

  it('named by hints: within one partner, to the one device that they name', async () => {
    const tag = 'asset:refurb:T-1';
    const first = await device('refurb', seen(tag));
    expect(await device('refurb', seen(tag))).toBe(first);
    expect(await device('refurb', seen([IMEI, tag]))).toBe(first);
    expect(await device('refurb', seen(IMEI))).toBe(first);
    const other = await device('refurb', seen([OTHER, tag]));
    expect(other).not.toBe(first);
    const [unclear] = await bench.record('refurb', seen(tag));
    expect(unclear).toMatchObject({ status: 202, answer: { outcome: 'quarantined' } });
    expect(await device('shop', seen(tag))).not.toBe(first);
  });

  it('are not asked for by orders, which have streams of their own', async () => {
    const order = {
      subject: 'order:shop:4711',
      type: 'TradeInAccepted',
      occurredAt: '2026-03-01',
      reference: 'o-1',
      data: { orderRef: '4711' },
    };
    const [told] = await bench.record('shop', order);
    expect(told).toMatchObject({ status: 201, answer: { deviceCreated: false, revision: 0, outcome: 'accepted' } });
    expect(bench.deviceOf(told)).toBeUndefined();
  });

  it('refuse ids that were never given out', async () => {
    const [refused] = await bench.record('refurb', seen('device:018f0000-0000-7000-8000-000000000000'));
    expect(refused).toMatchObject({ status: 422, errors: [{ rule: 'unknown-device' }] });
  });
});

describe('a record of very many events', () => {
  it('is split at once, whatever has to be fetched for it', async () => {
    const bench = await openBench();
    try {
      const reports = Array.from({ length: 150 }, (_, minute) =>
        seen([IMEI, OTHER], {
          occurredAt: new Date(Date.parse('2026-03-05T10:00:00Z') + minute * 60_000).toISOString(),
        }),
      );
      const outcomes = await bench.record('refurb', ...reports);
      const device = `device:${bench.deviceOf(outcomes[0])}`;
      const newDeviceId = '018f0000-0000-7000-8000-0000000000bb';
      const data = { newDeviceId, eventIds: outcomes.slice(50).map(bench.eventOf), identifiers: [OTHER] };
      const [split] = await bench.record('operator', about('DeviceSplit', device, data));
      expect(split).toMatchObject({ status: 201 });
      expect((await bench.loader.load(newDeviceId))?.journey.entries).toHaveLength(100);
    } finally {
      await bench.close();
    }
  });
});
