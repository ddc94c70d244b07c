import { type Json, type JsonObject, MICROS_PER_DAY, type Micros, sha256Hex } from '#kernel';
import type { OpsStore } from '#ops-store';
import type { Logger } from '#platform';
import { refused } from '../domain/intake/refuse.js';
import type { Outcome } from '../domain/report.js';
import type { Recorder } from './recorder.js';
import type { RefusalLog } from './refusal-log.js';
import type { Submission } from './submission.js';

export const KEPT_ANSWERS = 'kept-answers';

interface KeptAnswersParts {
  ops: Pick<OpsStore, 'get' | 'put' | 'removeBefore'>;
  recorder: Pick<Recorder, 'contentOf'>;
  refusals: Pick<RefusalLog, 'keep'>;
  logger: Pick<Logger, 'error'>;
}

/**
 * Answers to reports that came with an Idempotency-Key beside their reference: for 24 hours the key replays them
 * (CONTRACTS H2). They lie by the day they were given on, so that whole days are let go. A refusal uses up no key.
 */
export class KeptAnswers {
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(private readonly parts: KeptAnswersParts) {}

  /** The answer kept, a refusal where the key came with other content, else what `record` answers. */
  async answer(submission: Submission, record: () => Promise<Outcome>): Promise<Outcome> {
    const key = keyBesideReference(submission);
    const content = key === undefined ? undefined : this.parts.recorder.contentOf(submission);
    if (key === undefined || content === undefined) return record();
    const owner = `${submission.caller.partner.id}/${sha256Hex(key)}`;
    return this.oneByOne(owner, () => this.replayOr(record, submission, owner, content));
  }

  /** Removes days of which every answer is older than 24 hours. Answers how many answers. */
  purge(nowMillis: number): Promise<number> {
    return this.parts.ops.removeBefore(KEPT_ANSWERS, dayOf(nowMillis * 1000 - MICROS_PER_DAY));
  }

  private async replayOr(record: () => Promise<Outcome>, submission: Submission, owner: string, content: string) {
    const { receivedAt } = submission;
    const kept = await this.find(owner, receivedAt);
    if (kept === undefined) {
      const outcome = await record();
      if (outcome.outcome !== 'refused') await this.keep(owner, { at: receivedAt, content, outcome });
      return outcome;
    }
    if (kept.content === content) return kept.outcome as unknown as Outcome;
    const refusal = keyUsed();
    this.parts.refusals.keep(submission, refusal);
    return refusal;
  }

  private async find(owner: string, now: Micros): Promise<JsonObject | undefined> {
    const days = [dayOf(now), dayOf(now - MICROS_PER_DAY)];
    const found = await Promise.all(days.map((day) => this.parts.ops.get(KEPT_ANSWERS, `${day}/${owner}`)));
    return found
      .map((record) => record?.document)
      .find((document) => document !== undefined && Number(document.at) > now - MICROS_PER_DAY);
  }

  /** The report is recorded by now: its reference makes a retry harmless also where this fails. */
  private async keep(owner: string, { at, content, outcome }: { at: Micros; content: string; outcome: Outcome }) {
    try {
      const document = { at, content, outcome: outcome as unknown as Json };
      await this.parts.ops.put(KEPT_ANSWERS, `${dayOf(at)}/${owner}`, document, 0);
    } catch (error) {
      this.parts.logger.error({ err: error }, 'an answer could not be kept');
    }
  }

  private async oneByOne(owner: string, work: () => Promise<Outcome>): Promise<Outcome> {
    const before = this.underWay.get(owner);
    const told = before === undefined ? work() : before.then(work, work);
    this.underWay.set(owner, told);
    try {
      return await told;
    } finally {
      if (this.underWay.get(owner) === told) this.underWay.delete(owner);
    }
  }
}

function keyBesideReference({ report, fallbackReference }: Submission): string | undefined {
  const reference: unknown = (report as { reference?: unknown } | null)?.reference;
  return reference === undefined || reference === fallbackReference ? undefined : fallbackReference;
}

/** Days since 1970 in text that sorts. */
const dayOf = (at: Micros): string => String(Math.max(0, Math.floor(at / MICROS_PER_DAY))).padStart(7, '0');

const keyUsed = () =>
  refused(409, {
    pointer: '/headers/idempotency-key',
    rule: 'idempotency-key-used',
    detail: 'Within the last 24 hours this Idempotency-Key came with a report of other content or reference.',
    hint: 'Draw a new key for a new report; keep the key only to send the very same one again.',
  });
