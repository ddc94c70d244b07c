import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, rulesOf } from './desk.js';
import { counts, imported, NDJSON, sendFile } from './import-desk.js';

let app: RunningApp;
let desk: Desk;
beforeAll(async () => {
  app = await RunningApp.start();
  desk = await Desk.open(app, 'refit', ['refurbisher']);
});
afterAll(() => app.close());

let serials = 0;
/** One report as text; `edit` spoils it. */
function line(edit: (text: string) => string = (text) => text, data: object = {}): string {
  serials += 1;
  const at = '2026-03-01T08:00:00Z';
  const content = { intakeReason: 'b2b', ...data };
  return edit(JSON.stringify(desk.report(`serial:Northwind:LINE${serials}`, 'DeviceReceived', at, content)));
}

const inData = (member: string) => (text: string) => text.replace('"data":{', `"data":{${member},`);
const BAD: [what: string, rule: string, () => Buffer][] = [
  ['broken', 'not-json', () => Buffer.from('{"device":')],
  [
    'of invalid UTF-8',
    'not-utf-8',
    () => Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28, 0x22, 0x7d])]),
  ],
  ['too deep', 'too-deep', () => Buffer.from(`${'['.repeat(200)}${']'.repeat(200)}`)],
  ['with a prototype key', 'forbidden-key', () => Buffer.from(line(inData('"__proto__":{"x":1}')))],
  ['with a key twice', 'duplicate-key', () => Buffer.from(line(inData('"intakeReason":"repair"')))],
  ['with an unknown word', 'not-one-of', () => Buffer.from(line(undefined, { intakeReason: 'gift' }))],
  ['with a wrong unit', 'unknown-field', () => Buffer.from(line(undefined, { massG: 180 }))],
  ['out of range', 'out-of-range', () => Buffer.from(line(undefined, { massKg: 101 }))],
];

describe('a bad line among good ones', () => {
  const around = (bad: Buffer) => Buffer.concat([Buffer.from(`${line()}\n`), bad, Buffer.from(`\n${line()}\n`)]);

  it.each(BAD)('of a batch, %s, is refused for itself (%s)', async (_, rule, bad) => {
    const told = await desk.post('/v1/events/batch', around(bad()), { 'content-type': NDJSON });
    const items = told.body as unknown as { status: number; errors?: { rule: string }[] }[];
    expect([told.status, items.map(({ status }) => status >= 400)]).toEqual([200, [false, true, false]]);
    expect(items[1]?.errors?.map((error) => error.rule)).toEqual([rule]);
  });

  it.each(BAD)('of a file, %s, is refused for itself (%s)', async (_, rule, bad) => {
    const { job, results } = await imported(desk, around(bad()));
    expect([job.state, job.counts]).toEqual(['completed', counts({ accepted: 2, refused: 1 })]);
    expect(results.map(({ line: at, errors }) => [at, errors.map((error) => error.rule)])).toEqual([[2, [rule]]]);
  });

  it('out of its plausible band is recorded with an anomaly', async () => {
    const heavy = line((text) => text, { massKg: 40 });
    const told = await desk.post('/v1/events', heavy);
    expect([told.status, told.body.outcome]).toEqual([201, 'accepted']);
    const phone = desk.report('imei:490154203237518', 'DeviceRegistered', '2026-03-01T08:00:00Z', {
      category: 'smartphone',
      massKg: 0.9,
    });
    const odd = await desk.post('/v1/events', phone);
    expect([odd.status, odd.body.anomalies.map(({ rule }) => rule)]).toEqual([201, ['implausible-value']]);
  });
});

describe('a file', () => {
  it('of another type, or packed otherwise than it says, is refused and makes no job', async () => {
    for (const type of ['application/json', 'text/plain', 'application/zip', 'application/vnd.ms-excel']) {
      expect([type, (await sendFile(desk, '{}', { type })).status]).toEqual([type, 415]);
    }
    const unpacked = await sendFile(desk, line(), { headers: { 'content-encoding': 'gzip' } });
    expect([unpacked.status, rulesOf(unpacked)]).toEqual([400, ['unreadable-body']]);
    const brotli = await sendFile(desk, line(), { headers: { 'content-encoding': 'br' } });
    expect(brotli.status).toBe(415);
  });
});

describe('a key', () => {
  it('of another installation, of nobody, or sent otherwise is refused before anything is read', async () => {
    const foreign = `ck_0123456789abcdef_${'A'.repeat(43)}`;
    for (const [authorization, rule] of [
      [`Bearer ${foreign}`, 'unknown-key'],
      [`Bearer ${desk.key.slice(0, -1)}!`, 'unknown-key'],
      [`Basic ${Buffer.from(`refit:${desk.key}`).toString('base64')}`, 'no-key'],
      ['', 'no-key'],
    ] as const) {
      const told = await desk.post('/v1/events', line(), { authorization });
      expect([authorization, told.status, rulesOf(told)]).toEqual([authorization, 401, [rule]]);
      expect(told.headers.get('www-authenticate')).toContain('Bearer');
    }
    expect((await desk.get(`/v1/devices/serial:Northwind:LINE${serials}`)).status).toBe(404);
  });
});
