import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { restoreBackup } from '#backup';
import { typed } from '../e2e/cli-process.js';
import { until } from '../e2e/until.js';
import { ServerProcess } from './server-process.js';
import { fillDisk, mountDisk, unmountDisk } from './small-disk.js';

const MAIN = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const LINES = 12_000;
const FILE = Array.from({ length: LINES }, (_, index) =>
  JSON.stringify({
    device: `serial:Northwind:KEPT${index}`,
    type: 'DeviceReceived',
    occurredAt: '2026-03-01T08:00:00Z',
    reference: `kept-${index}`,
    data: { intakeReason: 'b2b' },
  }),
).join('\n');
const PATIENCE_MILLIS = 60_000;
/** Smaller than the backup. */
const DISK_MEGABYTES = 6;

let folder: string;
let [data, backup] = ['', ''];
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-kept-'));
  [data, backup] = [join(folder, 'data'), join(folder, 'backup')];
  server = await ServerProcess.start(data);
  const { body } = await server.send('POST', '/v1/imports', { body: FILE, type: 'application/x-ndjson' });
  const job = async () => (await server.send('GET', `/v1/imports/${body.id}`)).body;
  await until(job, ({ state }) => state === 'completed', 2 * PATIENCE_MILLIS);
}, 180_000);
afterAll(async () => {
  await server.kill();
  await rm(folder, { recursive: true, force: true });
});

const names = async (within = folder): Promise<string[]> => (await readdir(within).catch(() => [])).sort();
const drafts = async (word: string) => (await names()).filter((name) => name.includes(`.${word}-`));
/** Bytes in the files of a draft; -1 where there is no draft. */
async function drafted(word: string): Promise<number> {
  const [name] = await drafts(word);
  if (name === undefined) return -1;
  const files = await names(join(folder, name));
  const sizes = files.map((file) => stat(join(folder, name, file)).catch(() => ({ size: 0 })));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}

async function begun(to: string): Promise<() => Promise<Record<string, unknown>>> {
  const { status, body } = await server.send('POST', '/v1/backups', { body: JSON.stringify({ folder: to }) });
  expect(status).toBe(202);
  return async () => (await server.send('GET', `/v1/backups/${body.id}`)).body;
}

const restoring = (from: string, to: string) =>
  restoreBackup({ from, data: to, now: Date.now(), tell: () => undefined });

describe('a server that is killed while it takes a backup', () => {
  it.each([1, 1_000_000, 4_000_000])(
    'leaves none that passes for one, after %i bytes',
    async (bytes) => {
      const [left = -1] = [await drafted('partial')];
      const job = await begun(backup);
      await until(
        () => drafted('partial'),
        (written) => written >= bytes && written !== left,
        PATIENCE_MILLIS,
      );
      const { state } = await job();
      await server.kill();
      expect(state).toBe('running');
      expect(await names()).not.toContain('backup');
      const [draft = ''] = await drafts('partial');
      expect(await restoring(join(folder, draft), join(folder, 'of-half'))).toMatchObject({ status: 'no-backup' });
      expect(await names()).not.toContain('of-half');
      server = await ServerProcess.start(data);
    },
    120_000,
  );

  it('takes it when it is asked again, and clears away what was left', async () => {
    const job = await begun(backup);
    expect(await until(job, ({ state }) => state !== 'running', PATIENCE_MILLIS)).toMatchObject({ state: 'completed' });
    expect(await names()).toEqual(['backup', 'data']);
    expect((await names(data)).filter((name) => name.startsWith('backup-under-way'))).toEqual([]);
    expect(await restoring(backup, join(folder, 'whole'))).toMatchObject({ status: 'restored' });
    await rm(join(folder, 'whole'), { recursive: true });
  }, 120_000);
});

describe('a restore that is killed', () => {
  const killedAfter = async (bytes: number, words: string[]) => {
    const left = await drafted('restoring');
    const child = spawn(process.execPath, [MAIN, 'restore', '--from', backup, ...words], { stdio: 'ignore' });
    const ended = once(child, 'close');
    await until(
      () => drafted('restoring'),
      (written) => written >= bytes && written !== left,
      PATIENCE_MILLIS,
    );
    child.kill('SIGKILL');
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
  };

  it.each([1, 2_000_000])(
    'leaves no data folder, after %i bytes',
    async (bytes) => {
      await killedAfter(bytes, ['--data', join(folder, 'restored')]);
      expect(await names()).not.toContain('restored');
    },
    90_000,
  );

  it('leaves what it was to replace as it was', async () => {
    const kept = join(folder, 'restored');
    await mkdir(kept);
    await cp(join(backup, 'ops.db'), join(kept, 'mine.db'));
    await killedAfter(1_000_000, ['--data', kept, '--replace-data']);
    expect(await names(kept)).toEqual(['mine.db']);
    await rm(kept, { recursive: true });
  }, 90_000);

  it('is done when it is asked for again, and clears away what was left', async () => {
    const restored = join(folder, 'restored');
    const { code } = await typed(['restore', '--from', backup, '--data', restored], {});
    expect(code).toBe(0);
    expect(await drafts('restoring')).toEqual([]);
    const { printed } = await typed(['--json', 'verify', '--store', `sqlite:${restored}/events.db`], {});
    expect(JSON.parse(printed)).toMatchObject({ chainFaults: [], claimFaults: [] });
  }, 90_000);
});

const disk = await mkdtemp(join(tmpdir(), 'circulog-kept-disk-'));
const mounted = mountDisk(disk, DISK_MEGABYTES);
if (!mounted) {
  process.stderr.write('NOT TESTED: a backup onto a full disk (a small disk cannot be mounted here)\n');
}
const notTested = (name: string) =>
  it(`NOT TESTED: ${name}, as no small disk can be mounted here`, () => expect(mounted).toBe(false));

(mounted ? describe : notTested)('a disk without room for it', () => {
  afterAll(async () => {
    unmountDisk(disk);
    await rm(disk, { recursive: true, force: true });
  });

  it('is said of a backup, which leaves nothing there, while the server goes on', async () => {
    const job = await begun(join(disk, 'backup'));
    const ended = await until(job, ({ state }) => state !== 'running', PATIENCE_MILLIS);
    expect(ended).toMatchObject({ state: 'failed', manifest: null, failure: expect.stringMatching(/full|no space/i) });
    expect(await names(disk)).toEqual([]);
    expect((await server.send('GET', '/health/ready')).status).toBe(200);
  }, 90_000);

  it('is said of a restore, which leaves nothing there', async () => {
    await fillDisk(join(disk, 'filler'));
    const told = await typed(['restore', '--from', backup, '--data', join(disk, 'data')], {});
    expect([told.code, told.noted]).toEqual([expect.any(Number), expect.stringMatching(/full|no space/i)]);
    expect(told.code).not.toBe(0);
    expect(told.noted).not.toContain('    at ');
    expect(await names(disk)).toEqual(['filler']);
  }, 90_000);
});
