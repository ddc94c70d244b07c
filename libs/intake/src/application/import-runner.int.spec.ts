import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Outcome, Report } from '#lifecycle/domain';
import { type OpsStore, openOpsStore } from '#ops-store';
import type { Caller, Partner } from '#partners/domain';
import { type ImportJob, isFinished } from '../domain/import-job.js';
import { ImportHolder } from './import-holder.js';
import { importLines } from './import-lines.js';
import { ImportRecords } from './import-records.js';
import { ImportRunner, type ImportRunnerDependencies } from './import-runner.js';
import { Imports } from './imports.service.js';
import { BodyTooLarge, BodyUnreadable, Spool } from './spool.js';

const partner: Partner = {
  id: 'acme',
  name: 'Acme',
  roles: ['refurbisher'],
  country: 'FR',
  sites: [],
  suspended: false,
  actsFor: [],
};
const caller: Caller = { partner, keyId: 'k' };

let folder: string;
let store: OpsStore;
let records: ImportRecords;
let spool: Spool;
let holder: ImportHolder;
/** A log of references: the first report with one is recorded, every further one is a repeat. */
let log: Map<string, { eventId: string; correlationId: string }>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'imports-'));
  store = await openOpsStore(`sqlite:${join(folder, 'ops.db')}`);
  records = new ImportRecords(store);
  spool = new Spool(join(folder, 'spool'), 10_000_000);
  const holding = { ops: store, file: join(folder, 'spool-holder'), now: () => 1_000, onTrouble: () => undefined };
  holder = new ImportHolder(holding);
  await holder.open();
  log = new Map();
});

afterEach(async () => {
  holder.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const refused: Outcome = {
  outcome: 'refused',
  status: 422,
  title: 'Refused',
  errors: [{ pointer: '/type', rule: 'unknown-type', detail: 'no such type' }],
};

function answer(report: Report, correlationId: string, fallback: string | undefined): Outcome {
  if (report.type === 'Wrong') return refused;
  const reference = report.reference ?? fallback ?? '';
  const known = log.get(reference);
  const told = { deviceId: 'd', deviceCreated: false, revision: 0, anomalies: [] };
  const outcome = report.type === 'Odd' ? 'quarantined' : 'accepted';
  if (known !== undefined)
    return { outcome: 'repeat', status: 200, answer: { ...told, eventId: known.eventId, outcome } };
  const eventId = `event-${log.size}`;
  log.set(reference, { eventId, correlationId });
  return { outcome: 'recorded', status: 201, answer: { ...told, eventId, outcome }, position: `e:${log.size}` };
}

function runner(overrides: Partial<ImportRunnerDependencies> = {}): ImportRunner {
  return new ImportRunner({
    records,
    record: async (submissions) =>
      submissions.map((one) => answer(one.report, one.correlationId, one.fallbackReference)),
    partners: { find: () => partner, all: () => [partner] },
    lines: (job) => importLines(spool.read(job.id), job.mapping ?? undefined),
    holds: (job) => holder.holds(job),
    dropBody: (id) => spool.drop(id),
    waitForRoom: () => Promise.resolve(),
    correlationOf: async (eventId) => [...log.values()].find((one) => one.eventId === eventId)?.correlationId,
    occurrencesPath: (id) => join(folder, `${id}.seen`),
    now: () => 1_000_000,
    report: () => undefined,
    onTrouble: () => undefined,
    onFailure: () => undefined,
    ...overrides,
  });
}

let ids = 0;
const imports = (using: ImportRunner) =>
  new Imports({ records, runner: using, spool, holder, nextId: () => `job-${ids++}`, now: () => 1_000 });
const body = (lines: object[]) => Readable.from([Buffer.from(lines.map((one) => `${JSON.stringify(one)}\n`).join(''))]);
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ type: 'Fine', reference: `r${index}` }));

async function ended(id: string): Promise<ImportJob> {
  for (;;) {
    const job = await records.job(id);
    if (job !== undefined && isFinished(job)) return job;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const receive = (using: ImportRunner, lines: object[]) =>
  imports(using).receive({ caller, body: body(lines), compressed: false, mapping: undefined });

describe('a bulk file', () => {
  it('is worked through whatever its lines hold, with a result for each that was not plainly accepted', async () => {
    const lines = [
      { type: 'Fine', reference: 'a' },
      { type: 'Wrong' },
      { type: 'Odd', reference: 'b' },
      { type: 'Fine', reference: 'a' },
    ];
    const job = await ended((await receive(runner(), lines)).id);
    expect(job).toMatchObject({ state: 'completed', linesDone: 4, position: 'e:2', bytesDone: job.bytesTotal });
    expect(job.counts).toEqual({ accepted: 1, accepted_with_anomaly: 0, quarantined: 1, refused: 1, duplicate: 1 });
    const { items } = await records.results(job.id, { limit: 10 });
    expect(items.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'refused'],
      [3, 'quarantined'],
      [4, 'duplicate'],
    ]);
    expect(items[0]?.errors).toEqual(refused.errors);
  });

  it('numbers equal lines without a reference, so that sending the file again records nothing', async () => {
    const lines = [{ type: 'Fine' }, { type: 'Fine' }, { type: 'Fine', data: {} }];
    const first = await ended((await receive(runner(), lines)).id);
    const again = await ended((await receive(runner(), lines)).id);
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
    const job = await receive(runner({ record }), Array(5_000).fill({}));
    await ended(job.id);
    expect(before.length).toBeGreaterThan(3);
    expect(before).toEqual(before.map((_, index) => index));
  });

  it('may be compressed', async () => {
    const zipped = Readable.from([gzipSync('{"type":"Fine","reference":"z"}\n')]);
    const job = await imports(runner()).receive({ caller, body: zipped, compressed: true, mapping: undefined });
    expect((await ended(job.id)).counts.accepted).toBe(1);
  });

  it('leaves nothing behind when its body is too large or broken', async () => {
    const small = new Spool(join(folder, 'spool'), 10);
    await expect(small.receive('big', body(numbered(5)), false)).rejects.toThrow(BodyTooLarge);
    await expect(spool.receive('broken', Readable.from([Buffer.from('no gzip')]), true)).rejects.toThrow(
      BodyUnreadable,
    );
    expect(await records.unfinished()).toEqual([]);
  });
});

describe('an import that is interrupted', () => {
  it('goes on after a crash, counts each line once, and tells a lost answer from a duplicate', async () => {
    let calls = 0;
    const dying = runner({
      record: async (submissions) => {
        const outcomes = submissions.map((one) => answer(one.report, one.correlationId, one.fallbackReference));
        calls += 1;
        return calls === 3 ? new Promise(() => undefined) : outcomes;
      },
    });
    const job = await receive(dying, [
      ...numbered(3_500),
      { type: 'Fine', reference: 'r0' },
      { type: 'Fine', reference: 'r2500' },
    ]);
    while ((await records.job(job.id))?.linesDone !== 2_000) await new Promise((resolve) => setImmediate(resolve));

    await runner().start();
    const done = await ended(job.id);
    expect(done.linesDone).toBe(3_502);
    expect(done.counts).toMatchObject({ accepted: 3_500, duplicate: 2 });
  });

  it('stops at the next batch when it is cancelled, and keeps what is done', async () => {
    let cancel = async () => undefined as unknown;
    const cancelling = runner({
      record: async (submissions) => {
        await cancel();
        return submissions.map((one) => answer(one.report, one.correlationId, one.fallbackReference));
      },
    });
    const service = imports(cancelling);
    cancel = async () => service.cancel((await records.unfinished())[0] as ImportJob);
    const job = await service.receive({ caller, body: body(numbered(5_000)), compressed: false, mapping: undefined });
    const done = await ended(job.id);
    expect(done.state).toBe('cancelled');
    expect(done.linesDone).toBeLessThanOrEqual(2_000);
    expect(log.size).toBe(done.linesDone);
  });

  it('says why it failed as a whole', async () => {
    const failing = runner({ record: () => Promise.reject(new Error('the log is closed')) });
    const job = await ended((await receive(failing, numbered(3))).id);
    expect(job).toMatchObject({ state: 'failed', failure: expect.stringContaining('unforeseen'), linesDone: 0 });
    const unknown = runner({ partners: { find: () => undefined, all: () => [] } });
    expect((await ended((await receive(unknown, numbered(3))).id)).failure).toBe(
      'The partner acme is not known any more.',
    );
  });

  it('tells the operator what nobody foresaw, and its sender no path of the machine', async () => {
    const failures: unknown[] = [];
    const lost = runner({
      lines: (job) => importLines(spool.read(`not-${job.id}`), undefined),
      onFailure: (error) => failures.push(error),
    });
    const job = await ended((await receive(lost, numbered(3))).id);
    expect(job.failure).not.toContain(folder);
    expect(failures).toMatchObject([{ code: 'ENOENT' }]);
  });
});

describe('an import while a store is in trouble', () => {
  const full = () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

  it('waits, and goes on from where it was, with each line counted once', async () => {
    let failing = 5;
    const troubled = runner({
      record: async (submissions) => {
        const outcomes = submissions.map((one) => answer(one.report, one.correlationId, one.fallbackReference));
        if (--failing % 2 === 0 && failing > 0) throw full();
        return outcomes;
      },
    });
    const job = await ended((await receive(troubled, numbered(2_500))).id);
    expect(job).toMatchObject({ state: 'completed', linesDone: 2_500, counts: { accepted: 2_500, duplicate: 0 } });
  });

  it('sends lines again that the log did not take, and calls none of them refused or duplicate', async () => {
    const busy: Outcome = { outcome: 'refused', status: 503, title: 'Not recorded', errors: [] };
    let calls = 0;
    const troubled = runner({
      record: async (submissions) => {
        calls += 1;
        const outcomes = submissions.map((one) => answer(one.report, one.correlationId, one.fallbackReference));
        // Every other line is in the log by then, and its sender was not told.
        return calls > 2 ? outcomes : outcomes.map((outcome, at) => (at % 2 === 0 ? busy : outcome));
      },
    });
    const job = await ended((await receive(troubled, numbered(9))).id);
    expect(job).toMatchObject({ state: 'completed', counts: { accepted: 9, duplicate: 0, refused: 0 } });
  });

  it('ends it for nobody, where not even its state can be written', async () => {
    const save = records.save.bind(records);
    let failing = 6;
    records.save = async (job) => {
      if (job.state !== 'received' && --failing > 0) throw full();
      return save(job);
    };
    const job = await ended((await receive(runner(), numbered(3))).id);
    expect(job).toMatchObject({ state: 'completed', counts: { accepted: 3 } });
  });

  it('can be cancelled all the same', async () => {
    const away = runner({ record: async (submissions) => submissions.map(() => ({ ...refused, status: 503 })) });
    const service = imports(away);
    const job = await service.receive({ caller, body: body(numbered(3)), compressed: false, mapping: undefined });
    await service.cancel(job);
    expect(await ended(job.id)).toMatchObject({ state: 'cancelled', linesDone: 3 });
  });
});

describe('files of several partners', () => {
  it('take turns, however many one of them has sent before', async () => {
    const order: string[] = [];
    let begin = () => undefined as unknown;
    const begun = new Promise((resolve) => {
      begin = () => resolve(undefined);
    });
    const taking = runner({
      record: async (submissions) => {
        await begun;
        return submissions.map((one) => answer(one.report, one.correlationId, one.fallbackReference));
      },
      report: ({ partnerId }) => order.push(partnerId),
    });
    for (const id of ['many', 'many', 'many', 'one', 'other']) {
      const from = { partner: { ...partner, id }, keyId: 'k' };
      await imports(taking).receive({ caller: from, body: body(numbered(1)), compressed: false, mapping: undefined });
    }
    begin();
    while (order.length < 5) await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['many', 'one', 'other', 'many', 'many']);
  });

  it('may wait in so many, and one more is refused before it is read', async () => {
    const stuck = runner({ record: () => new Promise(() => undefined) });
    const service = imports(stuck);
    const send = () => service.receive({ caller, body: body(numbered(1)), compressed: false, mapping: undefined });
    for (let sent = 0; sent <= 100; sent += 1) await send();
    await expect(send()).rejects.toThrow('100 of your files wait for their turn already.');
    const other = { partner: { ...partner, id: 'other' }, keyId: 'k' };
    await service.receive({ caller: other, body: body(numbered(1)), compressed: false, mapping: undefined });
  });
});
