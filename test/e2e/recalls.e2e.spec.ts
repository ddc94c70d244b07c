import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';

interface Told {
  eventId: string;
  deviceId: string;
  position: string;
}
interface Match {
  deviceId: string;
  state: string;
  disposition: string;
  holder?: string | null;
}

const RECALL = 'recall:northwind:battery-7';

let app: RunningApp;
let maker: string;
let refurbisher: string;
let lab: string;

beforeAll(async () => {
  app = await RunningApp.start();
  maker = await app.partner('northwind', ['manufacturer']);
  refurbisher = await app.partner('refit', ['refurbisher']);
  lab = await app.partner('testlab', ['diagnostics']);
});
afterAll(() => app.close());

let references = 0;
async function post(key: string, about: object, type: string, occurredAt: string, data: object): Promise<Told> {
  const body = { ...about, type, occurredAt, reference: `recall-${references++}`, data };
  const answer = await app.send('POST', '/v1/events', { key, body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return { ...(answer.body as Told), position: answer.headers.get('x-log-position') ?? '' };
}
const read = (key: string, path: string, { position }: Told) =>
  app.send('GET', `/v1/recalls${path}?minPosition=${position}`, { key });
async function matches(key: string, told: Told): Promise<Match[]> {
  const { status, body } = await read(key, `/${RECALL}/devices`, told);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return (body as { items: Match[] }).items;
}
const described = (device: string, model: string) =>
  post(refurbisher, { device }, 'DeviceDescribed', '2026-01-05T10:00:00Z', { brand: 'Northwind', model });

describe('a recall', () => {
  let issued: Told;
  let known: Told;

  it('finds the devices that it selects, and where they are', async () => {
    await described('serial:Northwind:R-0', 'Two');
    known = await described('serial:Northwind:R-1', 'One');
    await post(refurbisher, { device: 'serial:Northwind:R-1' }, 'DeviceReceived', '2026-01-06T10:00:00Z', {
      intakeReason: 'b2b',
    });
    issued = await post(maker, { subject: RECALL }, 'RecallIssued', '2026-02-01T10:00:00Z', {
      selector: { model: 'ONE' },
      severity: 'high',
    });
    const { body } = await read(lab, '', issued);
    expect(body).toMatchObject({ items: [{ recall: RECALL, issuedBy: 'northwind', severity: 'high' }] });
    expect(await matches(refurbisher, issued)).toEqual([
      expect.objectContaining({
        deviceId: known.deviceId,
        state: 'open',
        disposition: 'received',
        holder: 'partner:refit',
      }),
    ]);
    expect(await matches(lab, issued)).toEqual([]);
  });

  it('finds those that turn up later, and shows their reporters no more than that', async () => {
    const late = await described('serial:Northwind:R-2', 'One');
    const tested = { tool: { name: 'probe' }, stage: 'intake', result: 'pass' };
    const told = await post(
      lab,
      { device: 'serial:Northwind:R-1' },
      'DiagnosticsReported',
      '2026-02-03T10:00:00Z',
      tested,
    );
    const ids = (await matches(refurbisher, told)).map(({ deviceId }) => deviceId).sort();
    expect(ids).toEqual([known.deviceId, late.deviceId].sort());
    const [own, ...others] = await matches(lab, told);
    expect([own?.deviceId, others]).toEqual([known.deviceId, []]);
    expect(own).not.toHaveProperty('holder');
  });

  it('finds the devices that have a battery of its lot', async () => {
    const LOT = 'recall:northwind:lot-b7';
    const made = { manufacturedOn: '2026-01-02', batteryLot: 'B7' };
    const one = await post(
      maker,
      { device: 'serial:Northwind:R-7' },
      'DeviceManufactured',
      '2026-01-02T10:00:00Z',
      made,
    );
    await post(maker, { device: 'serial:Northwind:R-8' }, 'DeviceManufactured', '2026-01-02T10:00:00Z', {
      ...made,
      batteryLot: 'B8',
    });
    const lot = await post(maker, { subject: LOT }, 'RecallIssued', '2026-02-01T10:00:00Z', {
      selector: { batteryLot: 'b7' },
    });
    const { body } = await read(maker, `/${LOT}/devices`, lot);
    expect((body as { items: Match[] }).items.map(({ deviceId }) => deviceId)).toEqual([one.deviceId]);
    const taken = await post(maker, { subject: LOT }, 'EventRetracted', '2026-02-02T10:00:00Z', {
      target: { eventId: lot.eventId },
      reason: 'incorrect_data',
    });
    expect((await read(maker, `/${LOT}/devices`, taken)).status).toBe(404);
  });

  it('is resolved device by device, and gone when its sender takes it back', async () => {
    const done = await post(refurbisher, { device: 'serial:Northwind:R-1' }, 'RecallResolved', '2026-02-05T10:00:00Z', {
      action: 'battery replaced',
      recallRef: 'battery-7',
    });
    const odd = async (told: Told) => {
      const { body } = await app.send('GET', `/v1/findings?kind=recall&minPosition=${told.position}`, {
        key: refurbisher,
      });
      return (body as { items: { rule: string; evidence: string[] }[] }).items;
    };
    expect(await odd(done)).toEqual([]);
    const again = await post(
      refurbisher,
      { device: 'serial:Northwind:R-1' },
      'RecallResolved',
      '2026-02-05T11:00:00Z',
      {
        action: 'battery replaced',
        recallRef: RECALL,
      },
    );
    expect(await odd(again)).toMatchObject([{ rule: 'recall-not-open', evidence: [again.eventId] }]);
    const states = (await matches(refurbisher, done)).map(({ state }) => state).sort();
    expect(states).toEqual(['open', 'resolved']);
    const undone = await post(maker, { subject: RECALL }, 'EventRetracted', '2026-02-06T10:00:00Z', {
      target: { eventId: issued.eventId },
      reason: 'incorrect_data',
    });
    expect((await read(refurbisher, `/${RECALL}/devices`, undone)).status).toBe(404);
    expect((await read(refurbisher, '', undone)).body).toMatchObject({ items: [] });
  });
});
