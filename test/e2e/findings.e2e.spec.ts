import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { until } from './until.js';

interface Finding {
  id: string;
  kind: string;
  rule: string;
  about: string;
  devices: string[];
  otherDevices: number;
  evidence: string[];
}
interface Page {
  items: Finding[];
  next: string | null;
}
interface Told {
  eventId: string;
  deviceId: string;
  position: string;
}

const SHA = 'c0ffee'.padEnd(64, '0');

let app: RunningApp;
let refurbisher: string;
let eraser: string;
let stranger: string;
let auditor: string;

beforeAll(async () => {
  app = await RunningApp.start();
  refurbisher = await app.partner('refit', ['refurbisher']);
  eraser = await app.partner('wipers', ['erasure']);
  stranger = await app.partner('other', ['refurbisher']);
  auditor = await app.partner('watch', ['auditor']);
});
afterAll(() => app.close());

let references = 0;
const report = (device: string, type: string, occurredAt: string, data: object) => ({
  device,
  type,
  occurredAt,
  reference: `finding-${references++}`,
  data,
});

async function post(key: string, body: object): Promise<Told> {
  const { status, headers, body: told } = await app.send('POST', '/v1/events', { key, body });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(told)}`);
  return { ...(told as Told), position: headers.get('x-log-position') ?? '' };
}
async function page(key: string, query = ''): Promise<Page> {
  const { status, body } = await app.send('GET', `/v1/findings${query}`, { key });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as Page;
}
const found = async (key: string, query = ''): Promise<Finding[]> => (await page(key, query)).items;

/** The answer knows what was just recorded. */
const knowing = ({ position }: Told): string => `?minPosition=${position}`;

const erasure = (device: string) =>
  report(device, 'ErasureCompleted', '2026-03-04T10:00:00Z', {
    level: 'purge',
    method: 'block erase',
    tool: { name: 'wiper' },
    standard: 'NIST SP 800-88 Rev. 2',
    result: 'pass',
    certificate: { sha256: SHA },
  });
const installation = (device: string) =>
  report(device, 'PartInstalled', '2026-03-05T10:00:00Z', {
    slot: 'display',
    origin: 'harvested',
    partId: 'part:refit:screen-1',
  });
const retraction = (device: string, eventId: string) =>
  report(device, 'EventRetracted', '2026-03-06T10:00:00Z', { target: { eventId }, reason: 'incorrect_data' });

const [ONE, TWO, THREE] = ['serial:Northwind:F-1', 'serial:Northwind:F-2', 'serial:Northwind:F-3'] as const;

describe('findings across devices', () => {
  let first: Told;
  let second: Told;
  let installed: Told;

  it('show one certificate for two devices, to each partner only what is its own', async () => {
    first = await post(eraser, erasure(ONE));
    second = await post(refurbisher, erasure(TWO));
    const [whole, ...more] = await found(auditor, `${knowing(second)}&kind=certificate`);
    expect(more).toEqual([]);
    expect(whole).toMatchObject({ rule: 'certificate-reused', about: `sha256:${SHA}`, otherDevices: 0 });
    expect(whole?.devices).toEqual([first.deviceId, second.deviceId].sort());
    expect(whole?.evidence).toEqual([first.eventId, second.eventId].sort());
    const [own] = await found(eraser);
    expect(own).toMatchObject({ id: whole?.id, devices: [first.deviceId], otherDevices: 1, evidence: [first.eventId] });
    expect(await found(stranger)).toEqual([]);
  });

  it('show a part in two devices, page by page and device by device', async () => {
    installed = await post(refurbisher, installation(TWO));
    const start = await page(auditor, `${knowing(await post(refurbisher, installation(THREE)))}&limit=1`);
    expect(start.items.map(({ rule }) => rule)).toEqual(['certificate-reused']);
    const rest = await page(auditor, `?limit=1&cursor=${start.next}`);
    expect([rest.items.map(({ rule }) => rule), rest.next]).toEqual([['part-in-two-devices'], null]);
    const of = async (device: string) => (await found(auditor, `?device=${device}`)).map(({ kind }) => kind);
    expect(await of(ONE)).toEqual(['certificate']);
    expect(await of(TWO)).toEqual(['certificate', 'part']);
    expect(await of(THREE)).toEqual(['part']);
  });

  it('leave every report counted', async () => {
    const { body } = await app.send('GET', `/v1/devices/${TWO}/journey`, { key: auditor });
    const { entries } = body as { entries: { eventId: string; standing: string }[] };
    const concerned = entries.filter(({ eventId }) => [second.eventId, installed.eventId].includes(eventId));
    expect(concerned.map(({ standing }) => standing)).toEqual(['counted', 'counted']);
  });

  it('are resolved by those who see all, through one of their devices', async () => {
    const [finding] = await found(auditor, '?kind=certificate');
    const resolve = (key: string, device: string, id = finding?.id) =>
      app.send('POST', `/v1/findings/${id}/resolve`, { key, body: { device, resolution: 'dismissed', note: 'a set' } });
    expect((await resolve(refurbisher, TWO)).status).toBe(403);
    expect((await resolve(auditor, THREE)).status).toBe(404);
    expect(await found(auditor, '?state=dismissed')).toEqual([]);
    const answer = await resolve(auditor, TWO);
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'accepted' } });
    await until(
      () => found(auditor, '?state=dismissed'),
      ({ length }) => length === 1,
    );
    expect(await found(auditor, '?kind=certificate')).toMatchObject([
      { id: finding?.id, state: 'dismissed', resolvedBy: 'watch' },
    ]);
    expect((await found(auditor, '?state=open')).map(({ kind }) => kind)).toEqual(['part']);
    const typo = report(TWO, 'AnomalyResolved', '2026-03-07T10:00:00Z', {
      anomalyId: first.eventId,
      resolution: 'dismissed',
    });
    expect((await app.send('POST', '/v1/events', { key: auditor, body: typo })).status).toBe(422);
  });

  it('are gone once a report behind them is retracted', async () => {
    const removed = await post(refurbisher, retraction(TWO, installed.eventId));
    expect((await found(auditor, knowing(removed))).map(({ rule }) => rule)).toEqual(['certificate-reused']);
    const last = await post(refurbisher, retraction(TWO, second.eventId));
    expect(await found(auditor, knowing(last))).toEqual([]);
    expect(await found(eraser)).toEqual([]);
  });

  it('show an identifier that two devices claim, until somebody rules whose it is', async () => {
    const imei = '004401245678905';
    const seen = { intakeReason: 'b2b' };
    const holder = await post(refurbisher, report(`imei:${imei}`, 'DeviceReceived', '2026-04-01T10:00:00Z', seen));
    const rival = await post(
      stranger,
      report('serial:Northwind:F-9', 'IdentifierAssigned', '2026-04-02T10:00:00Z', { kind: 'imei', value: imei }),
    );
    const [whole] = await found(auditor, `${knowing(rival)}&kind=identifier`);
    expect(whole).toMatchObject({ rule: 'identifier-cloned', about: `imei:${imei}`, otherDevices: 0 });
    expect(whole?.devices).toEqual([holder.deviceId, rival.deviceId].sort());
    for (const [key, own] of [
      [refurbisher, holder],
      [stranger, rival],
    ] as const) {
      expect(await found(key, '?kind=identifier')).toMatchObject([
        { id: whole?.id, devices: [own.deviceId], otherDevices: 1 },
      ]);
    }
    const ruling = report(`device:${holder.deviceId}`, 'IdentifierContestResolved', '2026-04-03T10:00:00Z', {
      kind: 'imei',
      value: imei,
      holderDeviceId: holder.deviceId,
    });
    expect(await found(auditor, `${knowing(await post(TEST_ADMIN_KEY, ruling))}&kind=identifier`)).toEqual([]);
  });

  it('refuse cursors of another search, unknown kinds and devices that the caller may not see', async () => {
    const status = async (query: string, key = stranger) =>
      (await app.send('GET', `/v1/findings${query}`, { key })).status;
    expect(await status('?cursor=nonsense')).toBe(422);
    expect(await status('?kind=owner')).toBe(422);
    expect(await status(`?device=${ONE}`)).toBe(404);
    expect((await app.send('GET', '/v1/findings', { key: null })).status).toBe(401);
  });
});
