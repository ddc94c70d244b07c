import { isoOf, type Json, type JsonObject, MICROS_PER_DAY, type Refusal } from '#kernel';
import type { OpsStore } from '#ops-store';
import type { Ids, Logger } from '#platform';
import type { Submission } from './submission.js';

export const REFUSALS = 'refusals';
/** Characters of a refused report that are kept. */
const BODY_CHARACTERS_MAX = 16_384;
/** Refusals that may wait to be written; beyond it the oldest news is let go. */
const WAITING_MAX = 10_000;
const WRITTEN_AT_ONCE = 500;

interface Kept {
  id: string;
  document: JsonObject;
}

/** Keeps refusals with their reasons for a while (CONTRACTS R1), off the way of those who wait for an answer. */
export class RefusalLog {
  private readonly waiting: Kept[] = [];
  private writing: Promise<void> | undefined;
  /** That they cannot be kept: said once, until they can. */
  private told = false;

  constructor(
    private readonly parts: { ops: OpsStore; ids: Ids; logger: Pick<Logger, 'error'>; retentionDays: number },
  ) {}

  keep({ report, caller, channel, correlationId, receivedAt }: Submission, refusal: Refusal): void {
    if (this.waiting.length >= WAITING_MAX) return;
    const body = JSON.stringify(report) ?? 'null';
    const { status, title, errors } = refusal;
    const reference: unknown = (report as { reference?: unknown } | null)?.reference;
    this.waiting.push({
      id: this.parts.ids.next(),
      document: {
        partnerId: caller.partner.id,
        reference: typeof reference === 'string' ? reference.slice(0, 128) : null,
        channel,
        correlationId,
        at: isoOf(receivedAt),
        status,
        title,
        errors: errors as unknown as Json,
        body: body.slice(0, BODY_CHARACTERS_MAX),
      },
    });
    this.writing ??= this.write();
  }

  /** Resolves when everything kept so far is written. */
  async settled(): Promise<void> {
    await this.writing;
  }

  /** Removes what was kept long enough. Answers how many. */
  purge(now: number): Promise<number> {
    const millis = Math.max(0, now - (this.parts.retentionDays * MICROS_PER_DAY) / 1000);
    const time = Math.floor(millis).toString(16).padStart(12, '0');
    return this.parts.ops.removeBefore(REFUSALS, `${time.slice(0, 8)}-${time.slice(8)}`);
  }

  private async write(): Promise<void> {
    await Promise.resolve();
    try {
      while (this.waiting.length > 0) await this.parts.ops.putMany(REFUSALS, this.waiting.splice(0, WRITTEN_AT_ONCE));
      this.told = false;
    } catch (error) {
      if (!this.told) this.parts.logger.error({ err: error }, 'refusals could not be kept');
      this.told = true;
    } finally {
      this.writing = undefined;
    }
  }
}
