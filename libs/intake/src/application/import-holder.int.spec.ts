import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreInUse } from '#event-store';
import { ServerAway } from '#kernel';
import { type OpsStore, openOpsStore } from '#ops-store';
import type { ImportJob } from '../domain/import-job.js';
import { SOLE_HOLDER } from './body-holder.js';
import { ImportHolder } from './import-holder.js';

const MINUTE = 60_000;

describe('the holder of spooled bodies', () => {
  let folder: string;
  let ops: OpsStore;
  let now: number;
  const open: ImportHolder[] = [];

  const holderOf = async (name: string): Promise<ImportHolder> => {
    const file = join(folder, name, 'spool-holder');
    const holder = new ImportHolder({ ops, file, now: () => now, onTrouble: () => undefined });
    await holder.open();
    open.push(holder);
    return holder;
  };
  const jobOf = (holder: string | undefined, state = 'running') =>
    ({ id: 'job', holder, state, failure: null }) as ImportJob;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'import-holder-'));
    ops = await openOpsStore(`sqlite:${join(folder, 'ops.db')}`);
    now = Date.UTC(2026, 2, 4);
  });
  afterEach(async () => {
    for (const holder of open.splice(0)) holder.close();
    await ops.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the same at the next start on its folder, and another on another one', async () => {
    const first = await holderOf('one');
    const job = jobOf(first.id);
    const other = await holderOf('two');
    expect([first.holds(job), other.holds(job)]).toEqual([true, false]);
    first.close();
    expect((await holderOf('one')).holds(job)).toBe(true);
  });

  it('is one process at a time', async () => {
    await holderOf('one');
    await expect(holderOf('one')).rejects.toThrow(StoreInUse);
  });

  it('lets others say of its jobs that they wait for it, once it is silent', async () => {
    const job = jobOf((await holderOf('one')).id);
    const other = await holderOf('two');
    expect(await other.seen(job)).toEqual(job);
    now += MINUTE;
    expect((await other.seen(job)).failure).toContain('silent since 2026-03-04T00:00:00.000Z');
    expect((await other.seen({ ...job, state: 'completed' })).failure).toBeNull();
  });

  it('says once that it cannot be heard, and again only after it could', async () => {
    let [puts, away] = [0, false];
    const troubles: unknown[] = [];
    const unsteady = Object.assign(Object.create(ops) as OpsStore, {
      put: async () => {
        puts += 1;
        if (away) throw new ServerAway('nobody answers');
        return true;
      },
    });
    const file = join(folder, 'three', 'spool-holder');
    const onTrouble = (error: unknown) => troubles.push(error);
    const holder = new ImportHolder({ ops: unsteady, file, now: () => now, onTrouble, beatMillis: 1 });
    await holder.open();
    open.push(holder);
    const beats = async (more: number) => {
      for (const enough = puts + more; puts < enough; ) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    away = true;
    await beats(5);
    expect(troubles).toHaveLength(1);
    away = false;
    await beats(3);
    away = true;
    await beats(5);
    expect(troubles).toHaveLength(2);
  });

  it('leaves its folder to the next try where it could not begin', async () => {
    const file = join(folder, 'four', 'spool-holder');
    const mute = Object.assign(Object.create(ops) as OpsStore, {
      put: () => Promise.reject(new ServerAway('nobody answers')),
    });
    const parts = { file, now: () => now, onTrouble: () => undefined };
    await expect(new ImportHolder({ ...parts, ops: mute }).open()).rejects.toThrow('nobody answers');
    const next = new ImportHolder({ ...parts, ops });
    await next.open();
    open.push(next);
  });

  it('has no rivals beside embedded stores, also in a folder that was restored', async () => {
    const job = jobOf('the folder before');
    expect([SOLE_HOLDER.holds(job), await SOLE_HOLDER.seen(job)]).toEqual([true, job]);
  });

  it('takes jobs up that are from before there were holders', async () => {
    expect((await holderOf('one')).holds(jobOf(undefined))).toBe(true);
  });
});
