import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { restoreBackup } from '#backup';
import { until } from '../e2e/until.js';
import { ServerProcess } from './server-process.js';

const LINES = 30_000;
const FILE = Array.from({ length: LINES }, (_, index) =>
  JSON.stringify({
    device: `serial:Northwind:MOVED${index}`,
    type: 'DeviceReceived',
    occurredAt: '2026-03-01T08:00:00Z',
    reference: `file-${index}`,
    data: { intakeReason: 'b2b' },
  }),
).join('\n');

let folder: string;
let server: ServerProcess;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-moved-'));
  server = await ServerProcess.start(join(folder, 'data'));
});
afterEach(async () => {
  await server.kill();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (path: string) => (await server.send('GET', path)).body;

it('goes on with a bulk file that was under way when the backup was taken', async () => {
  const sent = { body: FILE, type: 'application/x-ndjson' };
  const job = `/v1/imports/${(await server.send('POST', '/v1/imports', sent)).body.id}`;
  await until(
    () => ask(job),
    ({ linesDone }) => Number(linesDone) > 0,
  );
  const from = join(folder, 'backup');
  const taking = await server.send('POST', '/v1/backups', { body: JSON.stringify({ folder: from }) });
  const taken = await until(
    () => ask(`/v1/backups/${taking.body.id}`),
    ({ state }) => state !== 'running',
  );
  expect(taken).toMatchObject({ state: 'completed', failure: null });
  await server.kill();

  const data = join(folder, 'restored');
  const restored = await restoreBackup({ from, data, now: Date.now(), tell: () => undefined });
  expect(restored).toMatchObject({ status: 'restored' });
  server = await ServerProcess.start(data);
  expect(Number((await ask(job)).linesDone)).toBeLessThan(LINES);
  const ended = await until(
    () => ask(job),
    ({ state }) => state === 'completed',
    60_000,
  );
  expect(ended).toMatchObject({ linesDone: LINES, failure: null });
}, 120_000);
