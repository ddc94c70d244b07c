import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Lease, type OpsStore, openOpsStore, seeLease } from './index.js';

const MILLIS = 1_000;

describe('a lease', () => {
  let ops: OpsStore;
  let now: number;
  const of = (owner: string) => new Lease({ ops, name: 'work', owner, millis: MILLIS, monotonic: () => now });

  beforeEach(async () => {
    ops = await openOpsStore(`sqlite:${join(mkdtempSync(join(tmpdir(), 'lease-')), 'ops.sqlite')}`);
    now = 0;
  });
  afterEach(() => ops.close());

  it('is the first one’s, for as long as it is renewed', async () => {
    const [one, two] = [of('one'), of('two')];
    expect([await one.seek(), await two.seek()]).toEqual([true, false]);
    for (; now < 5 * MILLIS; now += MILLIS / 2) {
      expect(await one.renew({ at: now })).toBe(true);
      expect(await two.seek()).toBe(false);
    }
  });

  it('passes on once it has stood still for its time, and the one before cannot renew it', async () => {
    const [one, two] = [of('one'), of('two')];
    await one.seek();
    await two.seek();
    now += MILLIS;
    expect(await two.seek()).toBe(true);
    expect(await one.renew({})).toBe(false);
    expect(await two.renew({ at: now })).toBe(true);
    expect(await seeLease(ops, 'work')).toMatchObject({ owner: 'two', told: { at: now } });
  });

  it('is held for its time from its last renewal on, and no longer than that', async () => {
    const one = of('one');
    expect(one.isHeld).toBe(false);
    await one.seek();
    now += MILLIS - 1;
    expect(one.isHeld).toBe(true);
    await one.renew({});
    now += MILLIS - 1;
    expect(one.isHeld).toBe(true);
    now += 1;
    expect(one.isHeld).toBe(false);
    await one.renew({});
    expect(one.isHeld).toBe(true);
    await one.release();
    expect(one.isHeld).toBe(false);
  });

  it('passes on at once when it is given back', async () => {
    const [one, two] = [of('one'), of('two')];
    await one.seek();
    await one.release();
    expect(await two.seek()).toBe(true);
  });
});
