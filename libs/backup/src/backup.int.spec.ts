import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore } from '#event-store';
import { anAppend } from '#event-store/testing';
import { type OpsStore, openOpsStore } from '#ops-store';
import { type Manifest, restoreBackup, takeBackup } from './index.js';

let folder: string;
let [data, backup, restored] = ['', '', ''];
let events: EventStore;
let ops: OpsStore;
let written = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-backup-'));
  [data, backup, restored] = ['data', 'backups/first', 'restored'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  events = await openEventStore(`sqlite:${data}/events.db`);
  ops = await openOpsStore(`sqlite:${data}/ops.db`);
  await mkdir(join(data, 'spool'));
  await writeFile(join(data, 'spool', 'job-1.body'), 'what was sent');
  await writeFile(join(data, 'spool', 'job-1.seen'), 'derivable');
  written = 0;
  await write(300);
});
afterEach(async () => {
  await events.close();
  await ops.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(count: number): Promise<void> {
  const requests = Array.from({ length: count }, () => {
    written += 1;
    return anAppend({
      reservations: [{ scope: 'reference', key: `p/${written}`, expected: null, holder: `h${written}` }],
    });
  });
  await ops.put('jobs', `job-${written}`, { written });
  await events.append(requests);
}

const steps: string[] = [];
const taken = (target = backup) =>
  takeBackup(
    { events: `${data}/events.db`, ops: `${data}/ops.db`, bodies: `${data}/spool`, dataFolder: data },
    { folder: target, now: Date.UTC(2026, 2, 1), tell: (step) => steps.push(step) },
  );
const put = (more: { replace?: boolean } = {}) =>
  restoreBackup({ from: backup, data: restored, now: 0, tell: () => undefined, ...more });

describe('a backup', () => {
  it('holds the stores and the bodies, and says what of', async () => {
    const manifest = await taken();
    expect((await readdir(backup)).sort()).toEqual(['events.db', 'manifest.json', 'ops.db', 'spool']);
    expect(await readdir(join(backup, 'spool'))).toEqual(['job-1.body']);
    expect(JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8'))).toEqual(manifest);
    expect(manifest).toMatchObject({
      takenAt: '2026-03-01T00:00:00.000Z',
      log: { epoch: events.epoch, events: 300, streams: 300, reservations: 300, headPosition: await events.head() },
    });
    expect([...new Set(steps)]).toEqual(['copy', 'verify', 'hash']);
    expect((await readdir(data)).filter((name) => name.startsWith('backup'))).toEqual([]);
    expect(await readdir(join(folder, 'backups'))).toEqual(['first']);
  });

  it('is refused where there is something already, and where the path says no place', async () => {
    await taken();
    await expect(taken()).rejects.toMatchObject({ name: 'BackupRefused', rule: 'folder-not-empty' });
    await expect(taken('backups/relative')).rejects.toMatchObject({ rule: 'folder-not-absolute' });
  });

  it('is of one moment: no job is ahead of its events, whatever is written meanwhile', async () => {
    let ended = false;
    const writing = (async () => {
      while (!ended) await write(3);
    })();
    const manifest = await taken().finally(() => {
      ended = true;
    });
    await writing;
    expect(manifest.log.events).toBeGreaterThanOrEqual(300);
    expect(manifest.log.events).toBeLessThan(written);
    expect(await put()).toMatchObject({ status: 'restored' });
    const copy = await openOpsStore(`sqlite:${restored}/ops.db`);
    const { items } = await copy.list('jobs', { limit: 1_000 });
    await copy.close();
    const last = Math.max(...items.map(({ document }) => Number(document.written)));
    expect(last - manifest.log.events).toBeGreaterThanOrEqual(0);
    expect(last - manifest.log.events).toBeLessThanOrEqual(3);
  });
});

describe('restoring', () => {
  it('makes a data folder with the same events and holders, under an epoch of its own', async () => {
    const before = await events.readAll(null, 1_000);
    const manifest = await taken();
    const outcome = await put();
    expect(outcome).toMatchObject({ status: 'restored', manifest });
    expect((await readdir(restored)).sort()).toEqual(['events.db', 'ops.db', 'spool']);
    const log = await openEventStore(`sqlite:${restored}/events.db`);
    expect((await log.readAll(null, 1_000)).map(({ event }) => event)).toEqual(before.map(({ event }) => event));
    expect(await log.holders([{ scope: 'reference', key: `p/${written}` }])).toEqual(
      new Map([[`reference p/${written}`, `h${written}`]]),
    );
    await expect(log.readAll(await events.head(), 1)).rejects.toMatchObject({ name: 'ForeignPosition' });
    await log.close();
  });

  it('puts nothing in the place of something, unless told to, and then keeps it', async () => {
    await taken();
    await mkdir(restored);
    await writeFile(join(restored, 'precious'), 'x');
    expect(await put()).toEqual({ status: 'target-not-empty' });
    const outcome = await put({ replace: true });
    expect(outcome).toMatchObject({ status: 'restored', putAside: `${restored}.before-1970-01-01T00-00-00.000Z` });
    expect(existsSync(join(`${restored}.before-1970-01-01T00-00-00.000Z`, 'precious'))).toBe(true);
  });

  it('puts no folder aside that a process works on', async () => {
    await taken();
    const outcome = restoreBackup({ from: backup, data, now: 0, tell: () => undefined, replace: true });
    expect(await outcome).toEqual({ status: 'in-use' });
  });

  const changedFile = async (name: string, at: number) => {
    const path = join(backup, name);
    const bytes = await readFile(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
  };
  const changedManifest = async (change: (manifest: Manifest) => unknown) => {
    const path = join(backup, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
    change(manifest);
    await writeFile(path, JSON.stringify(manifest));
  };

  it.each<[string, () => Promise<void>, RegExp]>([
    ['a bit of the log', () => changedFile('events.db', 30_000), /events.db is not the file/],
    ['a bit of a body', () => changedFile('spool/job-1.body', 3), /spool\/job-1.body is not the file/],
    ['the ops store gone', () => rm(join(backup, 'ops.db')), /ops.db: .*ENOENT/],
    [
      'another number of events',
      () => changedManifest(({ log }) => Object.assign(log, { events: 299 })),
      /events is 300;/,
    ],
    ['another digest', () => changedManifest(({ log }) => Object.assign(log, { digest: 'a'.repeat(64) })), /digest is/],
  ])('leaves no folder where the backup has %s', async (_, damage, complaint) => {
    await taken();
    await damage();
    expect(await put()).toEqual({ status: 'damaged', complaints: [expect.stringMatching(complaint)] });
    expect((await readdir(folder)).sort()).toEqual(['backups', 'data']);
  });

  it.each<[string, (manifest: Manifest) => unknown, RegExp]>([
    ['names a file elsewhere', ({ files }) => Object.assign(files[0]!, { name: '../../x' }), /is none of a backup/],
    ['names a file twice', ({ files }) => files.push(files[0]!), /twice/],
    ['names no log', ({ files }) => files.splice(1, 1), /names no events.db/],
  ])('takes no folder for a backup whose manifest %s', async (_, change, reason) => {
    await taken();
    await changedManifest(change);
    expect(await put()).toEqual({ status: 'no-backup', reason: expect.stringMatching(reason) });
    await rm(join(backup, 'manifest.json'));
    expect(await put()).toEqual({ status: 'no-backup', reason: expect.stringContaining('ENOENT') });
  });
});
