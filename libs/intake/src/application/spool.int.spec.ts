import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BodyStalled, BodyUnreadable, NoRoom, Spool } from './spool.js';

const MEBIBYTE = 1024 * 1024;
const LIMITS = { importBytes: 1024 * MEBIBYTE, bodyStallSeconds: 60 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Of a disk with so much room beside what it leaves free. */
const spoolWith = (free: number) => {
  const kept = () => readdirSync(folder).length;
  let looks = 0;
  const freeBytes = async () => 256 * MEBIBYTE + free - 16 * MEBIBYTE * looks++;
  return { spool: new Spool(folder, LIMITS, freeBytes), kept };
};
const zeros = (mebibytes: number) => Readable.from([gzipSync(Buffer.alloc(mebibytes * MEBIBYTE))]);

describe('a body on the disk', () => {
  it('is refused where the disk is nearly full, before a byte of it is read', async () => {
    const { spool, kept } = spoolWith(-1);
    const body = zeros(1);
    await expect(spool.receive('job', body, true)).rejects.toThrow(NoRoom);
    expect([body.readableDidRead, kept()]).toEqual([false, 0]);
  });

  it('may not fill the disk while it is unpacked, and leaves nothing behind', async () => {
    const { spool, kept } = spoolWith(40 * MEBIBYTE);
    await expect(spool.receive('small', zeros(20), true)).resolves.toBe(20 * MEBIBYTE);
    await expect(spool.receive('bomb', zeros(200), true)).rejects.toThrow(NoRoom);
    expect(kept()).toBe(1);
  });

  it('is looked at with all others: many that are small may not fill it either', async () => {
    const sizeOf = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
    const held = () => readdirSync(folder).reduce((sum, name) => sum + sizeOf(name), 0);
    const room = 40 * MEBIBYTE;
    const spool = new Spool(folder, LIMITS, async () => 256 * MEBIBYTE + room - held());
    const received = Array.from({ length: 8 }, (_, index) => spool.receive(`job-${index}`, zeros(15), true));
    const refusals = (await Promise.allSettled(received)).filter(({ status }) => status === 'rejected');
    expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals) expect(refusal).toMatchObject({ reason: expect.any(NoRoom) });
    expect(held()).toBeLessThan(room + 17 * MEBIBYTE);
  });

  it('whose sender went away before it was looked at is waited for by nobody', async () => {
    const { spool, kept } = spoolWith(MEBIBYTE);
    const received = spool.receive('job', new PassThrough().destroy(), false);
    await expect(received).rejects.toThrow(BodyUnreadable);
    expect(kept()).toBe(0);
  });

  it('of which nothing more comes is given up, and leaves nothing behind', async () => {
    const spool = new Spool(folder, { ...LIMITS, bodyStallSeconds: 0.1 });
    const body = new PassThrough();
    body.write('the beginning');
    await expect(spool.receive('job', body, false)).rejects.toThrow(BodyStalled);
    expect([readdirSync(folder), body.destroyed]).toEqual([[], false]);
  });

  it('that the disk does not take is no broken one', async () => {
    const { spool } = spoolWith(100 * MEBIBYTE);
    symlinkSync('/dev/full', join(folder, 'job.body'));
    await expect(spool.receive('job', Readable.from([Buffer.from('a\n')]), false)).rejects.toThrow(NoRoom);
    const broken = Readable.from([Buffer.from('no gzip')]);
    await expect(spool.receive('other', broken, true)).rejects.toThrow(BodyUnreadable);
  });
});
