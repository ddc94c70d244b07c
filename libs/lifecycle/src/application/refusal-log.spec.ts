import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import type { OpsStore } from '#ops-store';
import { uuidV7 } from '#platform';
import { refused } from '../domain/intake/refuse.js';
import { aPartner } from '../testing/recorder-bench.js';
import { RefusalLog } from './refusal-log.js';
import type { Submission } from './submission.js';

const DAY = 86_400_000;

function kept() {
  const records = new Map<string, JsonObject>();
  const clock = { millis: 100 * DAY, now: () => clock.millis };
  const ops = {
    putMany: async (_: string, many: readonly { id: string; document: JsonObject }[]) => {
      for (const { id, document } of many) records.set(id, document);
    },
    removeBefore: async (_: string, before: string) => {
      const expired = [...records.keys()].filter((id) => id < before);
      for (const id of expired) records.delete(id);
      return expired.length;
    },
  };
  const log = new RefusalLog({
    ops: ops as unknown as OpsStore,
    ids: uuidV7(clock),
    logger: { error: () => undefined },
    retentionDays: 30,
  });
  return { log, records, clock };
}

const submission = (report: unknown): Submission => ({
  report: report as Submission['report'],
  caller: { partner: aPartner('refurb', ['refurbisher']), keyId: 'k' },
  channel: 'http',
  correlationId: 'c-1',
  receivedAt: 100 * DAY * 1000,
});
const refusal = refused(422, { pointer: '/type', rule: 'unknown-type', detail: 'No.' });

describe('refusals', () => {
  it('are kept with reasons and the body, of which not more than fits', async () => {
    const { log, records } = kept();
    log.keep(submission({ reference: 'r-1', text: 'x'.repeat(100_000) }), refusal);
    log.keep(submission(null), refusal);
    await log.settled();
    const [first, second] = [...records.values()];
    expect(first).toMatchObject({ partnerId: 'refurb', reference: 'r-1', status: 422, errors: refusal.errors });
    expect(String(first?.body).length).toBeLessThanOrEqual(16_384);
    expect(second).toMatchObject({ reference: null, body: 'null' });
  });

  it('are let go after their time', async () => {
    const { log, records, clock } = kept();
    log.keep(submission({ reference: 'old' }), refusal);
    await log.settled();
    clock.millis += 20 * DAY;
    log.keep(submission({ reference: 'new' }), refusal);
    await log.settled();
    expect(await log.purge(clock.millis)).toBe(0);
    clock.millis += 11 * DAY;
    expect(await log.purge(clock.millis)).toBe(1);
    expect([...records.values()]).toMatchObject([{ reference: 'new' }]);
  });
});
