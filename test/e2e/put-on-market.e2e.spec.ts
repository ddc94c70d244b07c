import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { typed } from './cli-process.js';
import { Desk, pointersOf, type Row, rulesOf } from './desk.js';
import { EventStreamReader } from './event-stream-reader.js';
import { until } from './until.js';

const masses = (...kilograms: string[]) =>
  kilograms.map((massKg, index) => ({ country: 'DE', year: 2021 + index, weeeCategory: '6', massKg }));
const register = (edition: number, stated: object[], more: object = {}) => ({
  ...{ name: 'register', edition, title: 'Put on the market', source: 'invented' },
  ...{ published: '2025', licence: 'none', notes: [], masses: stated, ...more },
});

let app: RunningApp;
let operator: Desk;
let recycler: Desk;

const rates = async (desk = recycler): Promise<Row[]> =>
  (await desk.get('/v1/metrics/weeeCollectionRate?by=partner')).body.rows;

beforeAll(async () => {
  app = await RunningApp.start();
  operator = new Desk(() => app, 'ops', await app.partner('ops', ['operator']));
  recycler = new Desk(() => app, 'rec', await app.partner('rec', ['recycler']));
  const described = { category: 'smartphone', brand: 'Northwind', model: 'Alpha' };
  await recycler.record('serial:Northwind:WASTE1', 'DeviceRegistered', '2024-03-02T08:00:00Z', described);
  await recycler.record('serial:Northwind:WASTE1', 'CollectedAsWaste', '2024-03-03T13:00:00Z', {
    channel: 'municipal',
    massKg: 0.18,
  });
});
afterAll(() => app.close());

describe('masses put on national markets', () => {
  it('leave the national collection rate unknown while they are missing', async () => {
    const [row, ...more] = await until(
      () => rates(),
      (found) => found.length > 0,
    );
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      dimensions: { country: 'DE', weeeCategory: '6', partner: 'rec', unknown: 'put-on-market-mass-missing' },
      period: '2024',
      value: null,
      status: 'provisional',
    });
  });

  it('are taken from operators alone, and refused with every fault at once', async () => {
    expect((await recycler.post('/v1/put-on-market', register(1, masses('1')))).status).toBe(403);
    const wrong = await operator.post('/v1/put-on-market', register(0, [{ country: 'DE', year: 2021, massKg: '-1' }]));
    expect(wrong.status).toBe(422);
    expect(pointersOf(wrong)).toEqual(
      expect.arrayContaining(['/edition', '/masses/0/weeeCategory', '/masses/0/massKg']),
    );
    const twice = await operator.post('/v1/put-on-market', register(1, [...masses('1'), ...masses('2')]));
    expect([twice.status, rulesOf(twice)]).toEqual([422, ['stated-twice']]);
    expect((await recycler.get('/v1/put-on-market')).body.items).toEqual([]);
  });

  it('are editions in the log, which never change', async () => {
    const first = await operator.post('/v1/put-on-market', register(1, masses('1', '2', '3')));
    expect([first.status, first.headers.get('location')]).toEqual([201, '/v1/put-on-market/register@1']);
    expect((await operator.post('/v1/put-on-market', register(1, masses('1', '2', '3')))).status).toBe(200);
    const other = await operator.post('/v1/put-on-market', register(1, masses('1', '2', '4')));
    expect([other.status, rulesOf(other)]).toEqual([409, ['edition-taken']]);
    expect((await recycler.get('/v1/put-on-market/register@1')).body).toMatchObject({
      sha256: first.body.sha256,
      importedBy: 'ops',
      entries: 3,
      content: { masses: masses('1', '2', '3') },
    });
    expect((await recycler.get('/v1/put-on-market/register@7')).status).toBe(404);
    const used = (await recycler.get('/v1/editions')).body.items.find(({ edition }) => edition === 'register@1');
    expect(used).toMatchObject({ inUse: true, sha256: first.body.sha256 });
    expect((await recycler.get('/v1/factor-sets')).body.items).toHaveLength(4);
  });

  it('make the rate, by the edition that the value names; a later one stands for the masses that it states', async () => {
    expect(await rates()).toMatchObject([
      { value: 0.09, numerator: 0.18, denominator: 2, assumptions: ['masses put on the market by register@1'] },
    ]);
    const corrected = [{ country: 'DE', year: 2023, weeeCategory: '6', massKg: '6' }];
    expect((await operator.post('/v1/put-on-market', register(2, corrected))).status).toBe(201);
    expect(await rates()).toMatchObject([
      { value: 0.06, denominator: 3, assumptions: ['masses put on the market by register@1, register@2'] },
    ]);
  });

  it('are named by the explanation of the rate, with their edition and its event', async () => {
    const { body } = await recycler.get('/v1/metrics/weeeCollectionRate/explain');
    const items = (await recycler.get('/v1/editions')).body.items as unknown as { edition: string; eventId: string }[];
    const mass = (year: number, massKg: string, edition: string) => {
      const event = items.find((one) => one.edition === edition)?.eventId;
      return { country: 'DE', year, weeeCategory: '6', massKg, edition, event };
    };
    expect(body.nationalMasses).toEqual([
      mass(2021, '1', 'register@1'),
      mass(2022, '2', 'register@1'),
      mass(2023, '6', 'register@2'),
    ]);
  });

  it('are there after a start', async () => {
    app = await app.restart();
    expect(await rates()).toMatchObject([{ value: 0.06 }]);
  });

  it('are imported and listed by the command line, which says what is wrong with a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'circulog-put-on-market-'));
    const file = join(folder, 'masses.json');
    const circulog = (...words: string[]) =>
      typed(['put-on-market', ...words], { CIRCULOG_URL: app.url, CIRCULOG_ADMIN_KEY: operator.key });
    try {
      writeFileSync(file, JSON.stringify(register(3, masses('1', '2'))));
      const imported = await circulog('import', file);
      expect([imported.code, imported.printed]).toEqual([
        0,
        expect.stringMatching(/^register@3 is there with 2 masses: /),
      ]);
      expect((await circulog('list')).printed).toMatch(/register@3 +Put on the market +invented +2/);
      writeFileSync(file, JSON.stringify(register(3, masses('9'))));
      const other = await circulog('import', file);
      expect([other.code === 0, other.noted]).toEqual([false, expect.stringContaining('register@3')]);
      writeFileSync(file, '{');
      expect(await circulog('import', file)).toMatchObject({ code: 2, noted: expect.stringContaining('is none') });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('are imported from CSV under the heading that the options give, or refused row by row', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'circulog-put-on-market-'));
    const file = join(folder, 'masses.csv');
    const heading = ['--name', 'register', '--edition', '4', '--title', 'Put on the market', '--source', 'a register'];
    const more = ['--published', '2025', '--licence', 'none', '--note', 'one', 'another'];
    const imported = () =>
      typed(['put-on-market', 'import', file, ...heading, ...more], {
        CIRCULOG_URL: app.url,
        CIRCULOG_ADMIN_KEY: operator.key,
      });
    try {
      writeFileSync(file, '\ufeffcountry;year;weeeCategory;massKg\r\nDE;2021;6;1,5\r\nDE;22;6;x\r\n');
      const refused = await imported();
      expect(refused.code).toBe(2);
      expect(refused.noted).toMatch(/\/lines\/3\/year: "22" is no year.*\n.*\/lines\/3\/massKg: "x" is no number here/);
      writeFileSync(file, '\ufeffcountry;year;weeeCategory;massKg\r\nDE;2021;6;1,5\r\nDE;2022;6;2,0\r\n');
      expect((await imported()).printed).toMatch(/^register@4 is there with 2 masses: /);
      const { content } = (await recycler.get('/v1/put-on-market/register@4')).body as unknown as { content: object };
      expect(content).toMatchObject({
        source: 'a register',
        notes: ['one', 'another'],
        masses: masses('1.5', '2.0'),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('are taken as CSV with their heading in the address alone', async () => {
    const csv = (query: string, text = 'country,year,weeeCategory,massKg\nDE,2021,6,1\n') =>
      operator.post(`/v1/put-on-market${query}`, text, { 'content-type': 'text/csv; charset=utf-8' });
    const heading = '?name=register&edition=5&title=Masses&source=invented&published=2025&licence=none';
    const nameless = await csv('?edition=many&name=register');
    expect([nameless.status, pointersOf(nameless).sort()]).toEqual([
      422,
      ['/query/edition', '/query/licence', '/query/published', '/query/source', '/query/title'],
    ]);
    expect((await csv(heading)).status).toBe(201);
    expect((await csv(heading)).status).toBe(200);
    const both = await operator.post(`/v1/put-on-market${heading}`, register(6, masses('1')));
    expect([both.status, rulesOf(both)]).toEqual([422, ['heading-not-for-json']]);
  });

  it('are followed by the feeds of metrics: an edition makes a rate, the next one another', async () => {
    const feed = await EventStreamReader.open(app, '/v1/feeds/metrics/stream?metrics=weeeCollectionRate', recycler.key);
    const told = () => feed.events.map(({ data }) => data?.data as unknown as Row).filter((row) => row?.value !== null);
    const anew = [{ country: 'DE', year: 2023, weeeCategory: '6', massKg: '15' }];
    expect((await operator.post('/v1/put-on-market', register(9, anew))).status).toBe(201);
    await feed.until(() => told().some((row) => row.denominator === 6));
    feed.cut();
    const { asOfPosition: _, metric, ...published } = told().at(-1) as Row & { metric: string };
    expect(metric).toBe('weeeCollectionRate');
    expect([published]).toEqual(await rates());
  });
});
