import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';
import { DeviceFinder } from './device-finder.js';

const D1 = 'serial:Northwind:D1';
const D2 = 'serial:Northwind:D2';

let references = 0;
const report = (device: string | string[], type: string, occurredAt: string, data: object) => ({
  device,
  type,
  occurredAt,
  reference: `contest-${references++}`,
  data,
});
const seen = (device: string | string[], occurredAt: string) =>
  report(device, 'LockStateObserved', occurredAt, { kind: 'sim', state: 'unlocked' });

let bench: RecorderBench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const read = async (name: string) => {
  const partner = bench.partners.get('refurb');
  if (partner === undefined) throw new Error('no such partner');
  const found = await new DeviceFinder(bench.store, bench.loader, { now: Date.now }).find(name, {
    partner,
    keyId: 'k',
  });
  return found.outcome === 'refused' ? found.status : found.outcome;
};

describe('a label that another device carries', () => {
  const changes = [{ kind: 'serial', oldValue: 'Northwind:D2', newValue: 'Northwind:D1' }];
  const relabelled = (reason: string) =>
    report(D2, 'IdentifierSuperseded', '2026-03-02T10:00:00Z', { changes, reason });
  let first: string | undefined;
  let second: string | undefined;
  beforeEach(async () => {
    const opened = await bench.record(
      'refurb',
      seen(D1, '2026-03-01T10:00:00Z'),
      seen([D2, 'imei:490154203237518'], '2026-03-01T11:00:00Z'),
    );
    [first, second] = opened.map(bench.deviceOf);
  });

  it('put on a second one is contested, as by an assignment', async () => {
    const [told] = await bench.record('refurb', relabelled('relabel'));
    expect(told).toMatchObject({ status: 201, answer: { deviceId: second, outcome: 'accepted_with_anomaly' } });
    expect(told).toMatchObject({ answer: { anomalies: [{ rule: 'identifier-contested' }] } });
    expect(await read(D1)).toBe(409);
    for (const id of [first, second]) {
      expect((await bench.loader.load(id ?? ''))?.journey.contested).toEqual(['serial:northwind:D1']);
    }
    const [alone] = await bench.record('refurb', seen(D1, '2026-03-03T10:00:00Z'));
    expect(alone).toMatchObject({ status: 202, answer: { deviceId: first, outcome: 'quarantined' } });
  });

  it('is nobody else’s any more once the relabelling is retracted', async () => {
    const relabelling = relabelled('relabel');
    const [told] = await bench.record('refurb', relabelling);
    const target = { eventId: bench.eventOf(told) };
    const undone = { ...report('', 'EventRetracted', '2026-03-03T10:00:00Z', { target, reason: 'incorrect_data' }) };
    const { device: _, ...retraction } = undone;
    expect((await bench.record('refurb', retraction))[0]).toMatchObject({ status: 201 });
    expect(await read(D1)).toBe('found');
    expect((await bench.record('refurb', seen(D1, '2026-03-04T10:00:00Z')))[0]).toMatchObject({ status: 201 });
  });

  it('is taken without a contest from a device that gave it up', async () => {
    const gaveUp = [{ kind: 'serial', oldValue: 'Northwind:D1', newValue: 'Northwind:D9' }];
    await bench.record(
      'refurb',
      report(D1, 'IdentifierSuperseded', '2026-03-01T12:00:00Z', { changes: gaveUp, reason: 'mainboard_replaced' }),
    );
    const [told] = await bench.record('refurb', relabelled('mainboard_replaced'));
    expect(told).toMatchObject({ status: 201, answer: { deviceId: second } });
    expect((await bench.loader.load(second ?? ''))?.journey.contested).toEqual([]);
  });
});

describe('a report that names two devices', () => {
  it('proposes to merge them and contests nothing, also where they contest another identifier', async () => {
    const [imei, other] = ['490154203237518', '356938035643809'];
    const opened = await bench.record(
      'refurb',
      seen([`imei:${imei}`, `imei:${other}`], '2026-03-01T10:00:00Z'),
      seen(D2, '2026-03-01T11:00:00Z'),
      seen([D2, `imei:${imei}`], '2026-03-02T10:00:00Z'),
      report(D2, 'IdentifierAssigned', '2026-03-03T10:00:00Z', { kind: 'imei', value: other }),
    );
    const [first, second] = opened.map(bench.deviceOf);
    for (const id of [first, second]) {
      expect((await bench.loader.load(id ?? ''))?.journey.contested).toEqual([`imei:${other}`]);
    }
    expect(await read(D2)).toBe('found');
  });
});

describe('what operators say about an identity', () => {
  const newDeviceId = '018f0000-0000-7000-8000-0000000000cc';

  it('counts where it is addressed by the identifier that it takes away', async () => {
    const cloned = await bench.record('refurb', seen(D1, '2026-03-01T10:00:00Z'), seen(D1, '2026-03-02T10:00:00Z'));
    const data = { newDeviceId, eventIds: [bench.eventOf(cloned[1])], identifiers: [D1] };
    const [split] = await bench.record('operator', report(D1, 'DeviceSplit', '2026-03-03T10:00:00Z', data));
    expect(split).toMatchObject({ status: 201, answer: { deviceId: bench.deviceOf(cloned[0]), anomalies: [] } });
    const moved = await bench.loader.load(newDeviceId);
    expect(moved?.journey.entries.map(({ event }) => event.id)).toEqual([bench.eventOf(cloned[1])]);
  });

  it('counts where it is addressed by the identifier that it rules on', async () => {
    const [holder, rival] = (
      await bench.record('refurb', seen(D1, '2026-03-01T10:00:00Z'), seen(D2, '2026-03-01T10:00:00Z'))
    ).map(bench.deviceOf);
    const claimed = report(`device:${rival}`, 'IdentifierAssigned', '2026-03-02T10:00:00Z', {
      kind: 'imei',
      value: '490154203237518',
    });
    await bench.record('refurb', seen([D1, 'imei:490154203237518'], '2026-03-01T12:00:00Z'), claimed);
    const ruling = report('imei:490154203237518', 'IdentifierContestResolved', '2026-03-03T10:00:00Z', {
      kind: 'imei',
      value: '490154203237518',
      holderDeviceId: rival,
    });
    const [told] = await bench.record('operator', ruling);
    expect(told).toMatchObject({ status: 201, answer: { deviceId: holder } });
  });
});
