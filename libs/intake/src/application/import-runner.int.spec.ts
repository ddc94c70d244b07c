import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ImportJob } from '../domain/import-job.js';
import { body, callerOf, ImportWorld, numbered, refused } from '../testing/import-world.js';
import { importLines } from './import-lines.js';
import { BodyTooLarge, BodyUnreadable, Spool } from './spool.js';

let world: ImportWorld;
beforeEach(async () => {
  world = await ImportWorld.open();
});
afterEach(() => world.close());

describe('a bulk file', () => {
  it('is worked through whatever its lines hold, with a result for each that was not plainly accepted', async () => {
    const lines = [
      { type: 'Fine', reference: 'a' },
      { type: 'Wrong' },
      { type: 'Odd', reference: 'b' },
      { type: 'Fine', reference: 'a' },
    ];
    const job = await world.ended((await world.receive(world.runner(), lines)).id);
    expect(job).toMatchObject({ state: 'completed', linesDone: 4, position: 'e:2', bytesDone: job.bytesTotal });
    expect(job.counts).toEqual({ accepted: 1, accepted_with_anomaly: 0, quarantined: 1, refused: 1, duplicate: 1 });
    const { items } = await world.records.results(job.id, { limit: 10 });
    expect(items.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'refused'],
      [3, 'quarantined'],
      [4, 'duplicate'],
    ]);
    expect(items[0]?.errors).toEqual(refused.errors);
  });

  it('numbers equal lines without a reference, so that sending the file again records nothing', async () => {
    const lines = [{ type: 'Fine' }, { type: 'Fine' }, { type: 'Fine', data: {} }];
    const first = await world.ended((await world.receive(world.runner(), lines)).id);
    const again = await world.ended((await world.receive(world.runner(), lines)).id);
    expect([first.counts.accepted, again.counts.accepted, again.counts.duplicate]).toEqual([3, 0, 3]);
  });

  it('lets others have a turn after each batch, also where every line is refused', async () => {
    let turns = 0;
    const before: number[] = [];
    const record = async (all: readonly unknown[]) => {
      before.push(turns);
      setImmediate(() => {
        turns += 1;
      });
      return all.map(() => refused);
    };
    const job = await world.receive(world.runner({ record }), Array(5_000).fill({}));
    await world.ended(job.id);
    expect(before.length).toBeGreaterThan(3);
    expect(before).toEqual(before.map((_, index) => index));
  });

  it('may be compressed', async () => {
    const zipped = Readable.from([gzipSync('{"type":"Fine","reference":"z"}\n')]);
    const job = await world
      .imports(world.runner())
      .receive({ caller: callerOf(), body: zipped, compressed: true, mapping: undefined });
    expect((await world.ended(job.id)).counts.accepted).toBe(1);
  });

  it('leaves nothing behind when its body is too large or broken', async () => {
    const small = new Spool(join(world.folder, 'spool'), { importBytes: 10, bodyStallSeconds: 60 });
    await expect(small.receive('big', body(numbered(5)), false)).rejects.toThrow(BodyTooLarge);
    await expect(world.spool.receive('broken', Readable.from([Buffer.from('no gzip')]), true)).rejects.toThrow(
      BodyUnreadable,
    );
    expect(await world.records.unfinished()).toEqual([]);
  });
});

describe('an import that is interrupted', () => {
  it('goes on after a crash, counts each line once, and tells a lost answer from a duplicate', async () => {
    let calls = 0;
    const dying = world.runner({
      record: async (submissions) => {
        const outcomes = world.answers(submissions);
        calls += 1;
        return calls === 3 ? new Promise(() => undefined) : outcomes;
      },
    });
    const job = await world.receive(dying, [
      ...numbered(3_500),
      { type: 'Fine', reference: 'r0' },
      { type: 'Fine', reference: 'r2500' },
    ]);
    while ((await world.records.job(job.id))?.linesDone !== 2_000)
      await new Promise((resolve) => setImmediate(resolve));

    await world.runner().start();
    const done = await world.ended(job.id);
    expect(done.linesDone).toBe(3_502);
    expect(done.counts).toMatchObject({ accepted: 3_500, duplicate: 2 });
  });

  it('stops at the next batch when it is cancelled, and keeps what is done', async () => {
    let cancel = async () => undefined as unknown;
    const cancelling = world.runner({
      record: async (submissions) => {
        await cancel();
        return world.answers(submissions);
      },
    });
    const service = world.imports(cancelling);
    cancel = async () => service.cancel((await world.records.unfinished())[0] as ImportJob);
    const job = await service.receive({
      caller: callerOf(),
      body: body(numbered(5_000)),
      compressed: false,
      mapping: undefined,
    });
    const done = await world.ended(job.id);
    expect(done.state).toBe('cancelled');
    expect(done.linesDone).toBeLessThanOrEqual(2_000);
    expect(world.log.size).toBe(done.linesDone);
  });

  it('says why it failed as a whole', async () => {
    const failing = world.runner({ record: () => Promise.reject(new Error('the log is closed')) });
    const job = await world.ended((await world.receive(failing, numbered(3))).id);
    expect(job).toMatchObject({ state: 'failed', failure: expect.stringContaining('unforeseen'), linesDone: 0 });
    const unknown = world.runner({ partners: { find: () => undefined, all: () => [] } });
    expect((await world.ended((await world.receive(unknown, numbered(3))).id)).failure).toBe(
      'The partner acme is not known any more.',
    );
  });

  it('tells the operator what nobody foresaw, and its sender no path of the machine', async () => {
    const failures: unknown[] = [];
    const odd = new Error(`${world.folder} is odd`);
    const broken = world.runner({
      lines: () => {
        throw odd;
      },
      onFailure: (error) => failures.push(error),
    });
    const job = await world.ended((await world.receive(broken, numbered(3))).id);
    expect(job.failure).not.toContain(world.folder);
    expect(failures).toEqual([odd]);
  });

  it('whose file is gone asks for it again, and the operator is told', async () => {
    const failures: unknown[] = [];
    const lost = world.runner({
      lines: (job) => importLines(world.spool.read(`not-${job.id}`), undefined),
      onFailure: (error) => failures.push(error),
    });
    const job = await world.ended((await world.receive(lost, numbered(3))).id);
    expect(job).toMatchObject({ state: 'failed', failure: 'The file is not here any more: send it again.' });
    expect(failures).toMatchObject([{ code: 'ENOENT' }]);
  });

  it.each(['imports', 'imports-of-partner'])('leaves nothing behind where %s cannot be written', async (failing) => {
    const put = world.store.put.bind(world.store);
    jest.spyOn(world.store, 'put').mockImplementation(async (collection, ...rest) => {
      if (collection === failing) throw new Error('away');
      return put(collection, ...rest);
    });
    await expect(world.receive(world.runner(), numbered(3))).rejects.toThrow('away');
    expect(readdirSync(join(world.folder, 'spool'))).toEqual([]);
    expect(await world.records.unfinished()).toEqual([]);
    expect((await world.records.jobsOf('acme', { limit: 10 })).items).toEqual([]);
  });
});
