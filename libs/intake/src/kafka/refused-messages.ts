import type { Failure, JsonObject } from '#kernel';
import type { OpsStore } from '#ops-store';

/** A message of which nothing was recorded, with the reason, and what proves which bytes it was. */
export interface RefusedMessage {
  topic: string;
  partition: number;
  offset: string;
  /** When the broker took it. */
  at: string;
  reference: string | null;
  status: number;
  title: string;
  errors: Failure[];
  bytes: number;
  sha256: string;
}

const MILLIS_PER_DAY = 86_400_000;
const TIME_DIGITS = 12;

/** Refused messages by partner and time, for as long as other refusals (CONTRACTS R1). Kept twice, one is there once. */
export class RefusedMessages {
  constructor(
    private readonly store: Pick<OpsStore, 'putMany' | 'list' | 'removeBefore'>,
    private readonly retentionDays: number,
  ) {}

  async keep(partnerId: string, refused: readonly RefusedMessage[]): Promise<void> {
    if (refused.length === 0) return;
    const records = refused.map((each) => ({ id: idOf(each), document: each as unknown as JsonObject }));
    await this.store.putMany(collectionOf(partnerId), records);
  }

  /** Newest first. */
  async list(
    partnerId: string,
    options: { after?: string; limit: number },
  ): Promise<{ items: RefusedMessage[]; next?: string }> {
    const page = await this.store.list(collectionOf(partnerId), options);
    const items = page.items.map(({ document }) => document as unknown as RefusedMessage);
    return page.next === undefined ? { items } : { items, next: page.next };
  }

  /** Removes what was kept long enough. */
  async purge(partnerIds: readonly string[], nowMillis: number): Promise<void> {
    const before = timeText(Math.max(0, nowMillis - this.retentionDays * MILLIS_PER_DAY));
    for (const partnerId of partnerIds) await this.store.removeBefore(collectionOf(partnerId), before);
  }
}

const collectionOf = (partnerId: string): string => `refused-messages-${partnerId}`;

const timeText = (millis: number): string => Math.floor(millis).toString(16).padStart(TIME_DIGITS, '0');

/** By time, so that the old ones can be removed, then by place, so that the same message has the same id. */
const idOf = ({ at, partition, offset }: RefusedMessage): string =>
  `${timeText(Date.parse(at))}-${String(partition).padStart(6, '0')}-${offset.padStart(19, '0')}`;
