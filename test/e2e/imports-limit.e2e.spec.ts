import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, rulesOf } from './desk.js';
import { NDJSON, sendFile } from './import-desk.js';

const LIMIT = 64 * 1024;
let app: RunningApp;
let desk: Desk;

beforeAll(async () => {
  app = await RunningApp.start({ CIRCULOG_IMPORT_LIMIT_BYTES: String(LIMIT) });
  desk = await Desk.open(app, 'bulk', ['refurbisher']);
});
afterAll(() => app.close());

const blank = (bytes: number) => '\n'.repeat(bytes);
const jobs = async () => (await desk.get('/v1/imports')).body.items.length;

it('takes a file up to the configured limit', async () => {
  expect((await sendFile(desk, blank(LIMIT))).status).toBe(202);
});

it('refuses a larger one with the limit, as it declares itself and unpacked, and makes no job of it', async () => {
  const before = await jobs();
  const files: [body: string | Uint8Array, headers: Record<string, string>][] = [
    [blank(LIMIT + 1), {}],
    [gzipSync(blank(LIMIT * 50)), { 'content-encoding': 'gzip' }],
  ];
  for (const [body, headers] of files) {
    const told = await sendFile(desk, body, { headers });
    expect([told.status, rulesOf(told)]).toEqual([413, ['too-large']]);
    expect(told.body.errors[0]?.detail).toContain(String(LIMIT));
    expect(told.body.errors[0]?.hint).toContain('CIRCULOG_IMPORT_LIMIT_BYTES');
  }
  expect(await jobs()).toBe(before);
});

it('answers a sender that never said how much it would send, while it is still sending', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sending = request(
      `${app.url}/v1/imports`,
      { method: 'POST', headers: { authorization: `Bearer ${desk.key}`, 'content-type': NDJSON } },
      (answer) => {
        answer.resume();
        sending.end();
        resolve(answer.statusCode);
      },
    );
    sending.on('error', reject);
    sending.write(blank(LIMIT * 4));
  });
  expect(status).toBe(413);
});
