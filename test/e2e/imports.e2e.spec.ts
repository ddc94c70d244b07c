import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, pointersOf, rulesOf } from './desk.js';
import { counts, ended, imported, jobOf, NDJSON, resultsOf, sendFile } from './import-desk.js';
import { until } from './until.js';

let app: RunningApp;
let refurbisher: Desk;
let other: Desk;
let recycler: Desk;
let auditor: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  other = await Desk.open(app, 'other', ['refurbisher']);
  recycler = await Desk.open(app, 'remetal', ['recycler']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
});
afterAll(() => app.close());

const received = (serial: string, more: object = {}) =>
  refurbisher.report(`serial:Northwind:${serial}`, 'DeviceReceived', '2026-03-04T10:00:00Z', {
    intakeReason: 'trade_in',
    ...more,
  });
const asLines = (reports: readonly object[]) => reports.map((report) => JSON.stringify(report)).join('\n');

describe('an NDJSON file', () => {
  it('is taken in as a job that says where it is and ends with exact counts', async () => {
    const reports = Array.from({ length: 25 }, (_, index) => received(`N${index}`));
    const told = await sendFile(refurbisher, `${asLines(reports)}\n`);
    expect(told.status).toBe(202);
    expect(told.headers.get('location')).toBe(`/v1/imports/${told.body.id}`);
    expect(['received', 'running']).toContain(told.body.state);
    const job = await ended(refurbisher, String(told.body.id));
    expect(job).toMatchObject({ state: 'completed', linesDone: 25, counts: counts({ accepted: 25 }), failure: null });
    expect(job.bytesDone).toBe(job.bytesTotal);
    const arrived = await refurbisher.get(`/v1/events?reference=${reports[7]?.reference}`);
    expect([arrived.status, arrived.body.type]).toEqual([200, 'DeviceReceived']);
  });

  it('may be compressed, whichever header says so', async () => {
    const byEncoding = gzipSync(asLines([received('G1'), received('G2')]));
    const encoded = await imported(refurbisher, byEncoding, { headers: { 'content-encoding': 'gzip' } });
    expect(encoded.job.counts).toEqual(counts({ accepted: 2 }));
    const byType = gzipSync(asLines([received('G3')]));
    const typed = await imported(refurbisher, byType, { type: 'Application/GZip' });
    expect(typed.job).toMatchObject({ state: 'completed', counts: counts({ accepted: 1 }) });
  });

  it('may have a byte order mark, CRLF and blank lines, and need not end in a line feed', async () => {
    const file = `\uFEFF${JSON.stringify(received('CR1'))}\r\n\r\n${JSON.stringify(received('CR2'))}`;
    const { job, results } = await imported(refurbisher, file);
    expect([job.counts, results]).toEqual([counts({ accepted: 2 }), []]);
  });

  it('tells of each line that was not plainly accepted, by the number that an editor shows', async () => {
    const odd = refurbisher.report('serial:Northwind:R1', 'DeviceListed', '2026-03-06T10:00:00Z', { channel: 'web' });
    const plain = received('R1');
    const wrong = { ...received('R2', { intakeReason: 'gift' }), occurredAt: '2026-03-04T10:00:00' };
    const forbidden = { ...received('R3'), type: 'RecyclingReceived', data: {} };
    const file = [
      JSON.stringify(plain),
      '{"device": ',
      JSON.stringify(wrong),
      JSON.stringify(odd),
      JSON.stringify(plain),
      JSON.stringify({ ...plain, data: { intakeReason: 'b2b' } }),
      JSON.stringify(forbidden),
      '[]',
      `{"__proto__": {"x": 1}, ${JSON.stringify(received('R4')).slice(1)}`,
    ].join('\n');
    const { job, results } = await imported(refurbisher, file);
    expect(job.counts).toEqual(counts({ accepted: 1, accepted_with_anomaly: 1, refused: 6, duplicate: 1 }));
    expect(results.map(({ line, outcome, status }) => [line, outcome, status])).toEqual([
      [2, 'refused', expect.any(Number)],
      [3, 'refused', 422],
      [4, 'accepted_with_anomaly', 201],
      [5, 'duplicate', 200],
      [6, 'refused', 409],
      [7, 'refused', 403],
      [8, 'refused', 422],
      [9, 'refused', expect.any(Number)],
    ]);
    const [, twice, listed] = results;
    expect(twice?.errors.map(({ pointer }) => pointer).sort()).toEqual(['/data/intakeReason', '/occurredAt']);
    expect(listed?.anomalies.map(({ rule }) => rule)).toContain('listed-before-ready');
    expect(results[3]?.reference).toBe(plain.reference);
  });

  it('sets aside what a rule sets aside, and says why', async () => {
    const END = 'serial:Northwind:END';
    const lines = asLines([
      recycler.report(END, 'RecyclingReceived', '2026-02-01T08:00:00Z', { inputMassKg: 2 }),
      recycler.report(END, 'DeviceDestroyed', '2026-02-02T08:00:00Z', { method: 'shredding' }),
      recycler.report(END, 'DiagnosticsReported', '2026-02-03T08:00:00Z', {
        tool: { name: 'probe' },
        stage: 'intake',
      }),
    ]);
    const { job, results } = await imported(recycler, lines);
    expect(job.counts).toMatchObject({ quarantined: 1, refused: 0 });
    expect(results.find(({ outcome }) => outcome === 'quarantined')).toMatchObject({ line: 3, status: 202 });
  });

  it('sent twice gives duplicates, with references and without', async () => {
    const { reference: _, ...bare } = received('TWICE');
    const file = asLines([received('TW1'), bare, bare]);
    const first = await imported(refurbisher, file);
    expect(first.job.counts.refused).toBe(0);
    const again = await imported(refurbisher, file);
    expect(again.job.counts).toEqual(counts({ duplicate: 3 }));
    const told = first.results.map(({ eventId }) => eventId).filter((id) => id !== null);
    expect(again.results.map(({ eventId }) => eventId)).toEqual(expect.arrayContaining(told));
  });

  it('holds a reference of the other channels too', async () => {
    const report = received('CHANNEL');
    await refurbisher.post('/v1/events', report);
    expect((await imported(refurbisher, JSON.stringify(report))).job.counts).toEqual(counts({ duplicate: 1 }));
  });
});

describe('a job', () => {
  it('is its sender’s: another partner is told that there is none, an auditor sees it', async () => {
    const { job } = await imported(refurbisher, '{"device": ');
    for (const path of [`/v1/imports/${job.id}`, `/v1/imports/${job.id}/results`]) {
      expect((await other.get(path)).status).toBe(404);
      expect((await auditor.get(path)).status).toBe(200);
    }
    expect((await other.send('DELETE', `/v1/imports/${job.id}`)).status).toBe(404);
    const listed = async (desk: Desk) => (await desk.get('/v1/imports?limit=1000')).body.items.map(({ id }) => id);
    expect(await listed(other)).not.toContain(job.id);
    expect(await listed(refurbisher)).toContain(job.id);
  });

  it('stops when it is cancelled: what is done stays and is told, the rest is not there', async () => {
    const reports = Array.from({ length: 20_000 }, (_, index) => received(`C${index}`));
    const told = await sendFile(refurbisher, asLines([...reports, { type: 'Nonsense' }]));
    const id = String(told.body.id);
    const moving = await until(
      () => jobOf(refurbisher, id),
      ({ linesDone }) => linesDone > 0,
    );
    expect(moving.state).toBe('running');
    expect((await refurbisher.send('DELETE', `/v1/imports/${id}`)).status).toBe(202);
    const job = await ended(refurbisher, id);
    expect(job.state).toBe('cancelled');
    expect(job.linesDone).toBeLessThan(20_000);
    expect(job.counts.accepted).toBe(job.linesDone);
    const status = async (index: number) =>
      (await refurbisher.get(`/v1/events?reference=${reports[index]?.reference}`)).status;
    expect([await status(0), await status(job.linesDone - 1), await status(job.linesDone)]).toEqual([200, 200, 404]);
    expect((await refurbisher.send('DELETE', `/v1/imports/${id}`)).body.state).toBe('cancelled');
  });

  it('pages through its results', async () => {
    const told = await sendFile(refurbisher, Array.from({ length: 7 }, () => '{').join('\n'));
    const { id } = await ended(refurbisher, String(told.body.id));
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await refurbisher.get(`/v1/imports/${id}/results?limit=3${cursor}`);
      seen.push(...body.items.map(({ line }) => line));
      cursor = body.next === null ? '' : `&cursor=${encodeURIComponent(String(body.next))}`;
    } while (cursor !== '');
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await resultsOf(refurbisher, id)).toHaveLength(7);
  });
});

describe('the list of imports', () => {
  it("holds a partner's own in full pages, and its cursor names no other's", async () => {
    const lister = await Desk.open(app, 'lister', ['recycler']);
    const own = [];
    for (let round = 0; round < 3; round += 1) {
      own.push((await imported(lister, '')).job.id);
      await imported(other, '');
      await imported(other, '');
    }
    const first = await lister.get('/v1/imports?limit=2');
    expect(first.body.items.map(({ id }) => id)).toEqual([own[2], own[1]]);
    const cursor = String(first.body.next);
    expect(Buffer.from(cursor, 'base64url').toString()).toContain(String(own[1]));
    const second = await lister.get(`/v1/imports?limit=2&cursor=${cursor}`);
    expect(second.body).toMatchObject({ items: [{ id: own[0] }], next: null });
    expect((await auditor.get('/v1/imports?limit=1000')).body.items.length).toBeGreaterThanOrEqual(9);
  });
});

describe('a file that cannot be taken', () => {
  it('is refused for what is wrong with it', async () => {
    const csv = await sendFile(refurbisher, 'a;b', { type: 'text/csv' });
    expect([csv.status, rulesOf(csv), pointersOf(csv)]).toEqual([422, ['mapping-required'], ['/query/mapping']]);
    const shouted = await sendFile(refurbisher, 'a;b', { type: 'Text/CSV; charset=utf-8' });
    expect([shouted.status, rulesOf(shouted)]).toEqual([422, ['mapping-required']]);
    const unknown = await sendFile(refurbisher, 'a;b', { type: 'text/csv', mapping: 'nowhere' });
    expect([unknown.status, rulesOf(unknown)]).toEqual([422, ['unknown-mapping']]);
    expect((await sendFile(refurbisher, '<x/>', { type: 'application/xml' })).status).toBe(415);
    expect((await sendFile(refurbisher, '{}', { type: 'application/json' })).status).toBe(415);
    const brotli = await sendFile(refurbisher, '{}', { headers: { 'content-encoding': 'br' } });
    expect([brotli.status, rulesOf(brotli)]).toEqual([415, ['unsupported-encoding']]);
    expect(
      (await app.send('POST', '/v1/imports', { key: null, body: '{}', headers: { 'content-type': NDJSON } })).status,
    ).toBe(401);
  });

  it('is refused whole where it says gzip and is not, or breaks off', async () => {
    const before = (await refurbisher.get('/v1/imports?limit=1000')).body.items.length;
    const headers = { 'content-encoding': 'gzip' };
    const whole = gzipSync(asLines(Array.from({ length: 50 }, (_, index) => received(`Z${index}`))));
    for (const body of ['not compressed', whole.subarray(0, whole.length - 20)]) {
      const told = await sendFile(refurbisher, body, { headers });
      expect([told.status, rulesOf(told)]).toEqual([400, ['unreadable-body']]);
    }
    expect((await refurbisher.get('/v1/imports?limit=1000')).body.items).toHaveLength(before);
  });

  it('that is empty completes with nothing', async () => {
    const { job } = await imported(refurbisher, '');
    expect(job).toMatchObject({ state: 'completed', linesDone: 0, counts: counts({}) });
  });
});
