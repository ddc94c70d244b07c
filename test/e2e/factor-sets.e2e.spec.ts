import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { boaviztaExtract } from '#impact/testing';
import { typed } from './cli-process.js';
import { Desk, rulesOf } from './desk.js';
import { invented } from './invented-factors.js';

let app: RunningApp;
let folder: string;
let operator: Desk;
let partner: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  folder = mkdtempSync(join(tmpdir(), 'circulog-factors-'));
  operator = await Desk.open(app, 'ops', ['operator']);
  partner = await Desk.open(app, 'reader', ['retailer']);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const circulog = (...words: string[]) => typed(words, { CIRCULOG_URL: app.url, CIRCULOG_ADMIN_KEY: operator.key });
const editions = async () => (await partner.get('/v1/factor-sets')).body.items.map(({ edition }) => edition);

describe('circulog factors import', () => {
  it('says what a file holds and which form it has, and sends nothing in a dry run', async () => {
    const { code, printed } = await circulog('factors', 'import', boaviztaExtract('fr'), '--dry-run');
    expect(printed).toContain('boavizta@1 (semicolon between cells, decimal comma): 13 rows, 12 models');
    expect(printed).toContain('refused line 8: share-out-of-range: gwp_manufacturing_ratio 7,76 is no share of 1.');
    expect(code).toBe(4);
    expect(await editions()).not.toContain('boavizta@1');
  });

  it('takes either file into the log as the same set, and lists it', async () => {
    const first = await circulog('factors', 'import', boaviztaExtract('us'));
    const again = await circulog('factors', 'import', boaviztaExtract('fr'));
    const hash = /boavizta@1 is there: ([0-9a-f]{64})/;
    expect(first.printed).toMatch(hash);
    expect(hash.exec(again.printed)?.[1]).toBe(hash.exec(first.printed)?.[1]);
    expect((await circulog('factors', 'list')).printed).toMatch(/boavizta@1 .*absolute_by_model +12/);
    const { body } = await partner.get('/v1/factor-sets/boavizta');
    expect(body).toMatchObject({ edition: 'boavizta@1', importedBy: 'ops', functionalUnit: 'device', entries: 12 });
    expect(JSON.stringify(body.notes)).toContain('not for accurate evaluation');
    const inUse = (await partner.get('/v1/editions')).body.items.find(({ edition }) => edition === 'boavizta@1');
    expect(inUse).toMatchObject({ inUse: true, decidedBy: 'ops', sha256: body.sha256 });
  });

  it('takes any set as JSON, and tells what is no set', async () => {
    const file = join(folder, 'set.json');
    writeFileSync(file, JSON.stringify(invented(1)));
    expect((await circulog('factors', 'import', file)).code).toBe(0);
    writeFileSync(file, 'a;b\n1;2\n');
    const wrong = await circulog('factors', 'import', file);
    expect([wrong.code, wrong.noted]).toEqual([2, expect.stringContaining('It has no column manufacturer')]);
    expect(readFileSync(boaviztaExtract('us'), 'utf8')).toContain('Fairphone');
  });
});

describe('POST /v1/factor-sets', () => {
  it('refuses figures in another functional unit than the basis has, and everything else that is wrong, at once', async () => {
    const mixed = { ...invented(7), basis: 'avoided_per_device', functionalUnit: 'device-use-year', stages: undefined };
    const wrong = await operator.post('/v1/factor-sets', { ...mixed, factors: [{ category: 'smartphone' }] });
    expect(wrong.status).toBe(422);
    const pointers = wrong.body.errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/functionalUnit', '/factors/0/indicator', '/factors/0/amount']));
  });

  it('keeps an edition as it was, and is for operators', async () => {
    expect((await operator.post('/v1/factor-sets', invented(2))).status).toBe(201);
    expect((await operator.post('/v1/factor-sets', invented(2))).status).toBe(200);
    const other = await operator.post('/v1/factor-sets', { ...invented(2), title: 'Another content' });
    expect([other.status, rulesOf(other)]).toEqual([409, ['edition-taken']]);
    expect((await partner.post('/v1/factor-sets', invented(3))).status).toBe(403);
    expect((await partner.get('/v1/factor-sets/none@1')).status).toBe(404);
  });
});
