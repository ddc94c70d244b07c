import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { Desk, rulesOf, type Told } from './desk.js';

let app: RunningApp;
let maker: Desk;
let refurbisher: Desk;
let second: Desk;
let auditor: Desk;
let operator: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  maker = await Desk.open(app, 'northwind', ['manufacturer']);
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  second = await Desk.open(app, 'second-refit', ['refurbisher']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
  operator = new Desk(() => app, 'operator', TEST_ADMIN_KEY);
});
afterAll(() => app.close());

const deviceOf = (desk: Desk, identifier: string, below = ''): Promise<Told> =>
  desk.get(`/v1/devices/${encodeURIComponent(identifier)}${below}`);
const received = (desk: Desk, device: string | string[], at: string, data: object = { intakeReason: 'trade_in' }) =>
  desk.tell(device, 'DeviceReceived', at, data);
const decide = (type: string, data: object, device?: string) => {
  const { device: _, ...report } = operator.report('', type, '2026-06-01T08:00:00Z', data);
  return operator.post('/v1/events', device === undefined ? report : { ...report, device });
};
const eventsOf = ({ body }: Told) => body.entries.map(({ eventId }) => eventId);

describe('two records that are one device', () => {
  const IMEI = 'imei:004401245678905';
  const SERIAL = 'serial:Northwind:MERGE';
  let survivorId: string;
  let absorbedId: string;
  let merge: Told;

  beforeAll(async () => {
    survivorId = String((await received(refurbisher, IMEI, '2026-02-01T08:00:00Z')).body.deviceId);
    absorbedId = String((await received(second, SERIAL, '2026-03-01T08:00:00Z')).body.deviceId);
    merge = await decide('DevicesMerged', { survivorId, absorbedId });
  });

  it('are proposed for a merge by a report that names both, which is accepted', async () => {
    const both = ['imei:004999010640000', 'serial:Northwind:PROPOSED'];
    for (const name of both) await received(refurbisher, name, '2026-02-01T08:00:00Z');
    const told = await refurbisher.tell(both, 'TriageDecided', '2026-02-02T08:00:00Z', { route: 'refurbish' });
    expect(told.status).toBe(201);
    expect(told.body.anomalies.map(({ rule }) => rule)).toContain('identity-conflict');
    expect(told.body.deviceId).toBe((await deviceOf(refurbisher, both[0] as string)).body.deviceId);
  });

  it('merged are one journey under every name, and the absorbed id points there', async () => {
    expect(merge.status).toBe(201);
    const byImei = await deviceOf(auditor, IMEI, '/journey');
    const bySerial = await deviceOf(auditor, SERIAL, '/journey');
    expect(bySerial.body).toEqual(byImei.body);
    expect(byImei.body).toMatchObject({ deviceId: survivorId, members: [survivorId, absorbedId].sort() });
    for (const below of ['', '/journey']) {
      const moved = await deviceOf(auditor, `device:${absorbedId}`, below);
      expect([moved.status, moved.headers.get('location')]).toEqual([308, `/v1/devices/device:${survivorId}${below}`]);
    }
    const stranger = await Desk.open(app, 'stranger', ['refurbisher']);
    expect((await deviceOf(stranger, `device:${absorbedId}`)).status).toBe(404);
  });

  it('merged take new reports under either name, answered with the survivor', async () => {
    const told = await second.tell(SERIAL, 'TriageDecided', '2026-03-02T08:00:00Z', { route: 'refurbish' });
    expect([told.status, told.body.deviceId]).toEqual([201, survivorId]);
    expect(eventsOf(await deviceOf(auditor, IMEI, '/journey'))).toContain(told.body.eventId);
  });

  it('are two again once the merge is retracted', async () => {
    const retracted = await decide('EventRetracted', {
      target: { eventId: merge.body.eventId },
      reason: 'did_not_occur',
    });
    expect(retracted.status).toBe(201);
    expect((await deviceOf(auditor, IMEI)).body.deviceId).toBe(survivorId);
    expect((await deviceOf(auditor, SERIAL)).body.deviceId).toBe(absorbedId);
    expect((await deviceOf(auditor, `device:${absorbedId}`)).status).toBe(200);
    expect((await deviceOf(refurbisher, SERIAL)).status).toBe(404);
  });

  it('are merged by operators only, and not with themselves or with nothing', async () => {
    const { device: _, ...report } = refurbisher.report('', 'DevicesMerged', '2026-06-01', { survivorId, absorbedId });
    expect((await refurbisher.post('/v1/events', report)).status).toBe(403);
    expect((await decide('DevicesMerged', { survivorId, absorbedId: survivorId })).status).toBe(422);
    const nobody = '018f0000-0000-7000-8000-000000000000';
    expect((await decide('DevicesMerged', { survivorId, absorbedId: nobody })).status).toBe(422);
  });
});

describe('one record that is two devices', () => {
  it('is split: the events named move to the new device, the others stay', async () => {
    const NAME = 'serial:Northwind:SPLIT';
    const first = await received(refurbisher, NAME, '2026-02-01T08:00:00Z');
    const cloned = await received(second, NAME, '2026-02-02T08:00:00Z');
    const newDeviceId = '018f0000-0000-7000-8000-0000000000aa';
    const named = { newDeviceId, eventIds: [cloned.body.eventId] };
    const split = await decide('DeviceSplit', named, `device:${first.body.deviceId}`);
    expect(split.status).toBe(201);
    const fresh = await deviceOf(auditor, `device:${newDeviceId}`, '/journey');
    expect(fresh.status).toBe(200);
    expect(eventsOf(fresh)).toContain(cloned.body.eventId);
    const old = await deviceOf(auditor, `device:${first.body.deviceId}`, '/journey');
    expect(eventsOf(old)).toContain(first.body.eventId);
    expect(eventsOf(old)).not.toContain(cloned.body.eventId);
    expect((await deviceOf(second, `device:${newDeviceId}`)).status).toBe(200);
    expect((await deviceOf(second, `device:${first.body.deviceId}`)).status).toBe(404);
  });
});

describe('an identifier that two devices claim', () => {
  const CLAIMED = 'serial:Northwind:CONTEST-B';
  let holder: string;
  let rival: string;

  beforeAll(async () => {
    holder = String((await received(refurbisher, CLAIMED, '2026-02-01T08:00:00Z')).body.deviceId);
    rival = String((await received(refurbisher, 'serial:Northwind:CONTEST-A', '2026-02-01T09:00:00Z')).body.deviceId);
    const claimed = { kind: 'serial', value: 'Northwind:CONTEST-B' };
    const assigned = await refurbisher.tell(`device:${rival}`, 'IdentifierAssigned', '2026-02-03T08:00:00Z', claimed);
    expect(assigned.status).toBe(201);
  });

  it('reads as 409 that names the candidates, to those who may see them', async () => {
    const told = await deviceOf(refurbisher, CLAIMED);
    expect([told.status, rulesOf(told)]).toEqual([409, ['identity-ambiguous']]);
    for (const id of [holder, rival]) expect(told.body.errors[0]?.detail).toContain(id);
    expect((await deviceOf(second, CLAIMED)).status).toBe(404);
    for (const id of [holder, rival]) expect((await deviceOf(refurbisher, `device:${id}`)).status).toBe(200);
  });

  it('takes reports into quarantine until somebody says whose it is', async () => {
    const told = await second.tell(CLAIMED, 'GradeAssigned', '2026-02-04T08:00:00Z', {
      grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' },
      method: 'manual',
    });
    expect([told.status, told.body.outcome]).toEqual([202, 'quarantined']);
    expect(told.body.anomalies.map(({ rule }) => rule)).toContain('identity-ambiguous');
    const resolved = await decide(
      'IdentifierContestResolved',
      { kind: 'serial', value: 'Northwind:CONTEST-B', holderDeviceId: holder },
      `device:${holder}`,
    );
    expect(resolved.status).toBe(201);
    const now = await deviceOf(refurbisher, CLAIMED, '/journey');
    expect([now.status, now.body.deviceId]).toEqual([200, holder]);
    expect(now.body.entries.find(({ eventId }) => eventId === told.body.eventId)).toMatchObject({
      standing: 'counted',
    });
  });
});

describe('a board swap', () => {
  it('moves the name on: each finds the device at its time, and the old one later is another device', async () => {
    const OLD = 'imei:004401245678913';
    const NEW = 'imei:004401245678921';
    const { deviceId } = (await received(refurbisher, OLD, '2026-02-01T08:00:00Z')).body;
    const swap = await refurbisher.tell(OLD, 'IdentifierSuperseded', '2026-02-10T08:00:00Z', {
      changes: [{ kind: 'imei', oldValue: OLD.slice(5), newValue: NEW.slice(5) }],
      reason: 'mainboard_replaced',
    });
    expect([swap.status, swap.body.deviceId]).toEqual([201, deviceId]);
    expect((await deviceOf(refurbisher, NEW)).body.deviceId).toBe(deviceId);
    const late = await refurbisher.tell(OLD, 'TriageDecided', '2026-02-02T08:00:00Z', { route: 'repair' });
    expect(late.body.deviceId).toBe(deviceId);
    const shell = await received(second, OLD, '2026-03-01T08:00:00Z');
    expect(shell.body.deviceId).not.toBe(deviceId);
    expect(shell.body.anomalies.map(({ rule }) => rule)).toContain('identifier-reappeared');
  });
});

describe('a late report by the maker', () => {
  it('opens no second device', async () => {
    const NAME = 'serial:Northwind:LATE';
    const { deviceId } = (await received(refurbisher, NAME, '2026-02-01T08:00:00Z')).body;
    const made = await maker.tell(NAME, 'DeviceManufactured', '2023-01-01T08:00:00Z', { manufacturedOn: '2023-01-01' });
    expect([made.status, made.body.deviceId, made.body.deviceCreated]).toEqual([201, deviceId, false]);
  });
});
