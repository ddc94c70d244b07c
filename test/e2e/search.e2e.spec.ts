import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, pointersOf, rulesOf } from './desk.js';
import { until } from './until.js';

let app: RunningApp;
let maker: Desk;
let refurbisher: Desk;
let seller: Desk;
let stranger: Desk;
let auditor: Desk;
const ids: string[] = [];

const grade = (code: string) => ({ grade: { scheme: 'backmarket', schemeVersion: '1', code }, method: 'manual' });
const name = (index: number) => `serial:Northwind:SEARCH${index}`;
const DEVICES = 12;

beforeAll(async () => {
  app = await RunningApp.start();
  maker = await Desk.open(app, 'northwind', ['manufacturer']);
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  seller = await Desk.open(app, 'shopla', ['retailer']);
  stranger = await Desk.open(app, 'stranger', ['refurbisher']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
  for (let index = 0; index < DEVICES; index += 1) {
    const model = index % 2 === 0 ? 'Alpha' : 'Beta';
    const described = { category: 'smartphone', brand: 'Northwind', model };
    const told = await maker.record(name(index), 'DeviceRegistered', '2025-01-01T08:00:00Z', described);
    ids.push(String(told.body.deviceId));
    const day = String(index + 1).padStart(2, '0');
    await refurbisher.record(name(index), 'DeviceReceived', `2026-02-${day}T08:00:00Z`, { intakeReason: 'trade_in' });
  }
  await refurbisher.record(name(0), 'GradeAssigned', '2026-03-01T08:00:00Z', grade('good'));
  await refurbisher.record(name(1), 'GradeAssigned', '2026-03-01T08:00:00Z', grade('fair'));
  await refurbisher.record(name(2), 'TriageDecided', '2026-03-01T08:00:00Z', { route: 'refurbish' });
  await until(
    () => auditor.get('/v1/devices?updatedFrom=2026-03-01&limit=500'),
    ({ body }) => body.items.length === 3,
  );
});
afterAll(() => app.close());

const found = async (query: string, desk = auditor): Promise<number[]> => {
  const { body } = await desk.get(`/v1/devices?limit=500&${query}`);
  return body.items.map(({ deviceId }) => ids.indexOf(String(deviceId))).sort((a, b) => a - b);
};
const ALL = Array.from({ length: DEVICES }, (_, index) => index);

describe('devices', () => {
  it('are found by model, state, holder, grade and time, and by several at once', async () => {
    expect(await found('model=Alpha')).toEqual(ALL.filter((index) => index % 2 === 0));
    expect(await found('brand=Northwind&category=smartphone')).toEqual(ALL);
    expect(await found('state=triaged')).toEqual([2]);
    expect(await found('state=received')).toEqual(ALL.filter((index) => index !== 2));
    expect(await found('holder=refit')).toEqual(ALL);
    expect(await found('holder=partner:refit&model=Beta&grade=fair')).toEqual([1]);
    expect(await found('grade=backmarket:good')).toEqual([0]);
    expect(await found('updatedFrom=2026-02-05&updatedTo=2026-02-07')).toEqual([4, 5, 6]);
    expect(await found('updatedFrom=2026-02-05T08:00:00Z&updatedTo=2026-02-05T09:00:00%2B01:00')).toEqual([4]);
    expect(await found('country=DE')).toEqual(ALL);
    expect(await found('model=Gamma')).toEqual([]);
  });

  it.each(['', '&model=Alpha', '&updatedFrom=2026-01-01', '&holder=refit'])(
    'are paged by cursors, each once, in a stable order (%s)',
    async (query) => {
      const seen: unknown[] = [];
      let cursor = '';
      for (let pages = 0; pages < 20; pages += 1) {
        const { body } = await auditor.get(`/v1/devices?limit=5${query}${cursor}`);
        expect(body.items.length).toBeLessThanOrEqual(5);
        expect(body.asOfPosition).toEqual(expect.any(String));
        seen.push(...body.items.map(({ deviceId }) => deviceId));
        if (body.next === null) break;
        cursor = `&cursor=${encodeURIComponent(String(body.next))}`;
      }
      const whole = (await auditor.get(`/v1/devices?limit=500${query}`)).body.items.map(({ deviceId }) => deviceId);
      expect(seen).toEqual(whole);
      expect(new Set(seen).size).toBe(seen.length);
    },
  );

  it('are listed to who made, held or reported on them, and to nobody else', async () => {
    await until(
      () => found('', maker),
      (indexes) => indexes.length === DEVICES,
    );
    expect(await found('', refurbisher)).toEqual(ALL);
    expect(await found('', seller)).toEqual([]);
    expect(await found('', stranger)).toEqual([]);
    await seller.record(name(3), 'BlocklistChecked', '2026-03-02T08:00:00Z', { register: 'gsma', result: 'clean' });
    await until(
      () => found('', seller),
      (indexes) => indexes.length === 1,
    );
    const [item] = (await seller.get('/v1/devices')).body.items;
    expect(item).not.toHaveProperty('holder');
    expect(await found('holder=refit', seller)).toEqual([]);
  });

  it('refuse conditions that there are not, and cursors that are of another search', async () => {
    const wrong = await auditor.get('/v1/devices?colour=red&limit=0&updatedFrom=yesterday');
    expect([wrong.status, pointersOf(wrong).sort()]).toEqual([
      422,
      expect.arrayContaining(['/query/limit', '/query/updatedFrom']),
    ]);
    const { body } = await auditor.get('/v1/devices?limit=5');
    const foreign = await auditor.get(
      `/v1/devices?limit=5&model=Alpha&cursor=${encodeURIComponent(String(body.next))}`,
    );
    expect([foreign.status, rulesOf(foreign)]).toEqual([422, ['invalid-cursor']]);
    expect((await auditor.get('/v1/devices?cursor=nonsense')).status).toBe(422);
  });
});
