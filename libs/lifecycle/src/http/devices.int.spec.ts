import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';

const PHONE = 'imei:004401245678905';
const TABLET = 'serial:Northwind:T-1';

let app: RunningApp;
let refurbisher: string;
let recycler: string;
let diagnostics: string;
let stranger: string;
let auditor: string;

beforeAll(async () => {
  app = await RunningApp.start();
  refurbisher = await app.partner('refit', ['refurbisher']);
  recycler = await app.partner('remetal', ['recycler']);
  diagnostics = await app.partner('testlab', ['diagnostics']);
  stranger = await app.partner('other', ['refurbisher']);
  auditor = await app.partner('watch', ['auditor']);
});
afterAll(() => app.close());

let references = 0;
const report = (device: string, type: string, occurredAt: string, data: object, more: object = {}) => ({
  device,
  type,
  occurredAt,
  reference: `r-${references++}`,
  data,
  ...more,
});
const post = async (key: string, body: object) => (await app.send('POST', '/v1/events', { key, body })) as Told;
const get = async (key: string, path: string, headers: Record<string, string> = {}) =>
  (await app.send('GET', path, { key, headers })) as Told;
interface Told {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & {
    items: Record<string, unknown>[];
    entries: { eventId: string; standing: string }[];
  };
}

/** Lists follow the log a moment later. */
async function until(found: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await found())) if (Date.now() > end) throw new Error('it never came');
}

describe('a device', () => {
  let deviceId: string;
  let first: string;
  beforeAll(async () => {
    const received = report(PHONE, 'DeviceReceived', '2026-03-04T10:00:00Z', { intakeReason: 'trade_in' });
    const told = await post(refurbisher, received);
    deviceId = String(told.body.deviceId);
    first = String(told.body.eventId);
    const tested = { tool: { name: 'probe' }, stage: 'intake', result: 'pass' };
    await post(diagnostics, report(PHONE, 'DiagnosticsReported', '2026-03-05T10:00:00Z', tested));
  });

  it('is found by any spelling of its identifiers, with its state on all axes', async () => {
    const told = await get(refurbisher, `/v1/devices/${encodeURIComponent('urn:gsma:imei:00-440124-567890-5')}`);
    expect(told.status).toBe(200);
    expect(told.body).toMatchObject({
      deviceId,
      testIdentifier: true,
      disposition: 'received',
      custody: { state: 'held' },
    });
    expect(told.headers.get('etag')).toMatch(/^"/);
  });

  it('is not there for a stranger, whole for an auditor, and public for who only reported on it', async () => {
    expect((await get(stranger, `/v1/devices/${PHONE}`)).status).toBe(404);
    expect((await get(auditor, `/v1/devices/${PHONE}`)).body).toMatchObject({ relations: { held: ['refit'] } });
    const told = await get(diagnostics, `/v1/devices/${PHONE}/journey`);
    expect(told.body).toMatchObject({ deviceId, disposition: 'received' });
    expect(told.body).not.toHaveProperty('custody');
    expect(told.body.entries).toHaveLength(1);
    expect((await get(diagnostics, `/v1/events/${first}`)).status).toBe(404);
  });

  it('keeps its version until something is reported, and refuses reports on another one', async () => {
    const version = (await get(refurbisher, `/v1/devices/${PHONE}`)).headers.get('etag') ?? '';
    expect((await get(refurbisher, `/v1/devices/${PHONE}`, { 'if-none-match': version })).status).toBe(304);
    const graded = () => report(PHONE, 'TriageDecided', '2026-03-06T10:00:00Z', { route: 'refurbish' });
    const send = (match: string) =>
      app.send('POST', '/v1/events', { key: refurbisher, body: graded(), headers: { 'if-match': match } });
    expect((await send('"other"')).status).toBe(412);
    expect((await send(version)).status).toBe(201);
    expect((await send(version)).status).toBe(412);
  });

  it('has a journey as of a time, as known at a time', async () => {
    const before = await get(refurbisher, `/v1/devices/${PHONE}/journey?asOf=2026-03-04`);
    expect(before.body.entries.filter((entry) => entry.eventId === first)).toHaveLength(1);
    const whole = await get(refurbisher, `/v1/devices/${PHONE}/journey`);
    expect(whole.body.entries.length).toBeGreaterThan(before.body.entries.length);
    expect((await get(refurbisher, `/v1/devices/${PHONE}/journey?knownAt=2020-01-01T00:00:00Z`)).status).toBe(404);
    const again = await get(refurbisher, `/v1/devices/${PHONE}/journey?knownAt=${whole.body.knownAt}`);
    expect(again.body).toEqual(whole.body);
    expect((await get(refurbisher, `/v1/devices/${PHONE}/journey?knownAt=elsewhere:5`)).status).toBe(410);
  });

  it('shows somebody who only reported on it nothing more at any earlier time', async () => {
    const before = await get(diagnostics, `/v1/devices/${PHONE}/journey?asOf=2026-03-04`);
    expect([before.status, before.body.entries]).toEqual([200, []]);
    expect(before.body).not.toHaveProperty('custody');
  });

  it('merged into another points there', async () => {
    const other = await post(
      refurbisher,
      report(TABLET, 'DeviceReceived', '2026-03-04T10:00:00Z', { intakeReason: 'b2b' }),
    );
    const absorbedId = String(other.body.deviceId);
    const { device: _, ...merge } = report('', 'DevicesMerged', '2026-03-07', { survivorId: deviceId, absorbedId });
    expect((await app.send('POST', '/v1/events', { body: merge })).status).toBe(201);
    const moved = await get(refurbisher, `/v1/devices/device:${absorbedId}`);
    expect([moved.status, moved.headers.get('location')]).toEqual([308, `/v1/devices/device:${deviceId}`]);
    expect(moved.headers.get('cache-control')).toBe('no-store');
    const question = '?asOf=2026-03-04&knownAt=2030-01-01T00%3A00%3A00Z';
    const then = await get(refurbisher, `/v1/devices/device:${absorbedId}/journey${question}`);
    expect(then.headers.get('location')).toBe(`/v1/devices/device:${deviceId}/journey${question}`);
    const followed = await get(refurbisher, `/v1/devices/${TABLET}`);
    expect([followed.status, followed.body.deviceId]).toEqual([200, deviceId]);
  });

  it('is listed by model, state, holder and grade, to those who may see it', async () => {
    const listed = async (key: string, query: string) =>
      (await get(key, `/v1/devices?${query}`)).body.items.map((item) => item.deviceId);
    await until(async () => (await listed(refurbisher, 'holder=refit&state=triaged')).includes(deviceId));
    expect(await listed(stranger, 'state=triaged')).toEqual([]);
    expect(await listed(auditor, 'holder=partner:refit&updatedFrom=2026-03-01')).toContain(deviceId);
    const [public_] = (await get(diagnostics, '/v1/devices')).body.items;
    expect(public_).toMatchObject({ deviceId });
    expect(public_).not.toHaveProperty('holder');
    expect((await get(refurbisher, '/v1/devices?colour=red')).status).toBe(422);
    expect((await get(auditor, '/v1/devices?owner=consumer:anna')).status).toBe(200);
    const byConsumer = await get(refurbisher, '/v1/devices?owner=consumer:anna');
    expect(byConsumer).toMatchObject({ status: 403, body: { errors: [{ pointer: '/query/owner' }] } });
    expect((await get(refurbisher, '/v1/devices?cursor=nonsense')).status).toBe(422);
  });

  it('is listed as it is now, to who insists on the position that its report was answered with', async () => {
    const told = await post(
      refurbisher,
      report('serial:Northwind:NOW', 'DeviceReceived', '2026-03-04', { intakeReason: 'b2b' }),
    );
    const position = told.headers.get('x-log-position') ?? '';
    const list = await get(refurbisher, `/v1/devices?state=received&minPosition=${position}`);
    expect(list.body.items.map((item) => item.deviceId)).toContain(told.body.deviceId);
    expect((await get(refurbisher, '/v1/devices?minPosition=elsewhere:5')).status).toBe(410);
  });

  it('has a quarantine that says why and can be released', async () => {
    const END = 'serial:Northwind:END';
    await post(recycler, report(END, 'RecyclingReceived', '2026-02-01T08:00:00Z', { inputMassKg: 2 }));
    await post(recycler, report(END, 'DeviceDestroyed', '2026-02-02T08:00:00Z', { method: 'shredding' }));
    const sold = await post(stranger, report(END, 'DeviceResold', '2026-02-03T08:00:00Z', { orderRef: 'o-1' }));
    expect(sold.status).toBe(202);
    const eventId = String(sold.body.eventId);
    const waiting = async () => (await get(auditor, '/v1/quarantine')).body.items;
    await until(async () => (await waiting()).some((item) => item.eventId === eventId));
    expect((await waiting()).find((item) => item.eventId === eventId)).toMatchObject({
      type: 'DeviceResold',
      explanation: expect.any(String),
    });
    const release = (key: string) =>
      app.send('POST', `/v1/quarantine/${eventId}/release`, { key, body: { note: 'It was another device.' } });
    expect((await release(stranger)).status).toBe(403);
    expect((await release(auditor)).status).toBe(200);
    await until(async () => !(await waiting()).some((item) => item.eventId === eventId));
  });

  it('has anomalies that are listed and resolved', async () => {
    const odd = await post(refurbisher, report(PHONE, 'DeviceListed', '2026-03-08T10:00:00Z', { channel: 'web' }));
    expect(odd.body).toMatchObject({ outcome: 'accepted_with_anomaly' });
    const [anomaly] = odd.body.anomalies as { id: string; rule: string }[];
    const open = async () => (await get(refurbisher, '/v1/anomalies?state=open')).body.items.map(({ id }) => id);
    await until(async () => (await open()).includes(anomaly?.id));
    const resolved = await app.send('POST', `/v1/anomalies/${anomaly?.id}/resolve`, {
      key: auditor,
      body: { resolution: 'dismissed' },
    });
    expect(resolved.status).toBe(200);
    await until(async () => !(await open()).includes(anomaly?.id));
    const unknown = '018f0000-0000-7000-8000-000000000000';
    expect(
      (await app.send('POST', `/v1/anomalies/${unknown}/resolve`, { key: auditor, body: { resolution: 'dismissed' } }))
        .status,
    ).toBe(404);
  });
});
