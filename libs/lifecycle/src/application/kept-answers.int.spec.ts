import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, type Micros } from '#kernel';
import { type OpsStore, openOpsStore } from '#ops-store';
import type { Partner } from '#partners/domain';
import type { Outcome, Report } from '../domain/report.js';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';
import { KEPT_ANSWERS, KeptAnswers } from './kept-answers.js';
import type { Submission } from './submission.js';

const NOON = Date.parse('2026-06-01T12:00:00Z') * 1000;
const HOUR = MICROS_PER_DAY / 24;

const seen = (reference: string | undefined, more: object = {}) => ({
  device: 'imei:490154203237518',
  type: 'LockStateObserved',
  occurredAt: '2026-03-05T10:15:00Z',
  data: { kind: 'sim', state: 'unlocked' },
  ...(reference !== undefined && { reference }),
  ...more,
});

let bench: RecorderBench;
let folder: string;
let ops: OpsStore;
let answers: KeptAnswers;
let refusals: number[];
let errors: string[];

const answersOn = (store: Pick<OpsStore, 'get' | 'put' | 'removeBefore'>) =>
  new KeptAnswers({
    ops: store,
    recorder: bench.recorder,
    refusals: { keep: (_, { status }) => refusals.push(status) },
    logger: { error: (_: unknown, text?: string) => errors.push(text ?? '') } as never,
  });

beforeEach(async () => {
  bench = await openBench();
  folder = mkdtempSync(join(tmpdir(), 'circulog-answers-'));
  ops = await openOpsStore(`sqlite:${join(folder, 'ops.db')}`);
  refusals = [];
  errors = [];
  answers = answersOn(ops);
});
afterEach(async () => {
  await bench.close();
  await ops.close();
  rmSync(folder, { recursive: true, force: true });
});

function send(
  key: string | undefined,
  report: object,
  { by = 'refurb', at = NOON }: { by?: string; at?: Micros } = {},
) {
  const submission: Submission = {
    report: report as Report,
    caller: { partner: bench.partners.get(by) as Partner, keyId: 'k' },
    channel: 'http',
    correlationId: 'c-1',
    receivedAt: at,
    ...(key !== undefined && { fallbackReference: key }),
  };
  return answers.answer(submission, async () => (await bench.recorder.record([submission]))[0] as Outcome);
}
const keptOnes = async () => (await ops.list(KEPT_ANSWERS, { limit: 10 })).items.length;
const ruleOf = (outcome: Outcome) => (outcome.outcome === 'refused' ? outcome.errors[0]?.rule : outcome.outcome);

describe('an Idempotency-Key beside a reference', () => {
  it('replays the first answer as it was, however the same report is spelled', async () => {
    const first = await send('k-1', seen('r-1'));
    expect(first).toMatchObject({ status: 201, outcome: 'recorded' });
    expect(await send('k-1', seen('r-1'))).toEqual(first);
    expect(await send('k-1', seen('r-1', { occurredAt: '2026-03-05T11:15:00+01:00' }))).toEqual(first);
  });

  it('with other content or another reference is refused, and nothing is recorded', async () => {
    await send('k-1', seen('r-1'));
    const locked = seen('r-2', { data: { kind: 'sim', state: 'locked' } });
    const other = await send('k-1', locked);
    expect(other).toMatchObject({ status: 409, errors: [{ pointer: '/headers/idempotency-key' }] });
    expect(ruleOf(await send('k-1', seen('r-3')))).toBe('idempotency-key-used');
    expect(refusals).toEqual([409, 409]);
    expect(await send(undefined, locked)).toMatchObject({ status: 201 });
  });

  it('with other content at the same moment is refused as well', async () => {
    const told = await Promise.all([
      send('k-1', seen('r-1')),
      send('k-1', seen('r-2', { data: { kind: 'sim', state: 'locked' } })),
    ]);
    expect(told.map(ruleOf)).toEqual(['recorded', 'idempotency-key-used']);
  });

  it('is each partner’s own', async () => {
    await send('k-1', seen('r-1'));
    expect(
      await send('k-1', seen('s-1', { data: { kind: 'sim', state: 'locked' } }), { by: 'operator' }),
    ).toMatchObject({
      status: 201,
    });
  });

  it('is not used up by a refusal', async () => {
    expect(await send('k-1', seen('r-1', { type: 'Nonsense' }))).toMatchObject({ status: 422 });
    expect(await send('k-1', seen('r-1'))).toMatchObject({ status: 201 });
  });

  it('means nothing any more after 24 hours', async () => {
    await send('k-1', seen('r-1'));
    const hoursOn = (hours: number) => ({ at: NOON + hours * HOUR });
    expect(ruleOf(await send('k-1', seen('r-2'), hoursOn(23)))).toBe('idempotency-key-used');
    expect(ruleOf(await send('k-1', seen('r-2'), hoursOn(25)))).toBe('recorded');
    expect(ruleOf(await send('k-1', seen('r-3'), hoursOn(26)))).toBe('idempotency-key-used');
  });

  it('is let go with its day', async () => {
    await send('k-1', seen('r-1'));
    const purged = (hours: number) => answers.purge((NOON + hours * HOUR) / 1000);
    expect(await purged(24)).toBe(0);
    expect(await purged(36)).toBe(1);
    expect(await keptOnes()).toBe(0);
  });

  it('keeps nothing where there is no key, or the key is the reference', async () => {
    await send(undefined, seen('r-1'));
    await send('k-1', seen(undefined, { occurredAt: '2026-03-06' }));
    await send('k-2', seen('k-2', { occurredAt: '2026-03-07' }));
    expect(await send('k-3', null as never)).toMatchObject({ status: 422 });
    expect(await keptOnes()).toBe(0);
  });

  it('does not spoil the answer where it cannot be kept', async () => {
    const full = async () => Promise.reject(new Error('disk full'));
    answers = answersOn({ get: async () => undefined, put: full, removeBefore: async () => 0 });
    expect(await send('k-1', seen('r-1'))).toMatchObject({ status: 201 });
    expect(errors).toEqual(['an answer could not be kept']);
  });
});
