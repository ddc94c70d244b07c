import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { INTAKE_GROUP, intakeTopic, partnerOf, resultsTopic } from '../domain/index.js';
import type { AnsweredMessage } from './answered-message.js';
import { beating } from './beating.js';
import type { MessageIntake } from './message-intake.js';
import { PartitionAnswers } from './partition-answers.js';
import { type OpenPartition, Partitions } from './partitions.js';
import { resultMessage } from './result-message.js';

/** Messages that are recorded and told together. */
const SLICE_MAX = 500;
const PARTITIONS_AT_ONCE = 8;
const FETCHED_BYTES_MAX = 8 * 1024 * 1024;
const PARTITION_BYTES_MAX = 1024 * 1024;
/** Brokers do not let a member be silent for less. */
const SILENT_MILLIS_MIN = 6_000;
const REBALANCE_MILLIS = 30_000;

export interface IntakeSessionParts {
  kafka: Kafka;
  admin: Admin;
  intake: MessageIntake;
  /** A process silent for so long is taken for dead. */
  silentMillis: number;
  now(): number;
  /** Told once the results are there for the partner to read. */
  onTold(answered: readonly AnsweredMessage[]): void;
}

/** One membership in the group: reads messages of these partners until it is stopped, or something fails. */
export class IntakeSession {
  readonly #consumer: Consumer;
  readonly #partitions: Partitions;
  readonly #ending = new AbortController();
  readonly #crashed: Promise<never>;
  #assigned: Readonly<Record<string, readonly number[]>> = {};

  private constructor(private readonly parts: IntakeSessionParts) {
    const { kafka, admin, silentMillis } = parts;
    this.#partitions = new Partitions(
      (place) => PartitionAnswers.open({ kafka, admin, groupId: INTAKE_GROUP }, place),
      SLICE_MAX,
    );
    const sessionTimeout = Math.max(SILENT_MILLIS_MIN, silentMillis);
    this.#consumer = kafka.consumer({
      groupId: INTAKE_GROUP,
      sessionTimeout,
      rebalanceTimeout: REBALANCE_MILLIS,
      heartbeatInterval: sessionTimeout / 5,
      allowAutoTopicCreation: false,
      readUncommitted: false,
      maxBytes: FETCHED_BYTES_MAX,
      maxBytesPerPartition: PARTITION_BYTES_MAX,
      retry: { restartOnFailure: async () => false },
    });
    const { events } = this.#consumer;
    this.#crashed = new Promise((_, reject) => {
      this.#consumer.on(events.CRASH, ({ payload }) => reject(payload.error));
    });
    this.#crashed.catch(() => undefined);
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
      this.#assigned = payload.memberAssignment;
      void this.#partitions.keepOnly(payload.memberAssignment);
    });
  }

  static async open(parts: IntakeSessionParts, partnerIds: readonly string[]): Promise<IntakeSession> {
    const session = new IntakeSession(parts);
    try {
      await session.#consumer.connect();
      await session.#consumer.subscribe({ topics: partnerIds.map(intakeTopic), fromBeginning: true });
      await session.#consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
        eachBatch: (payload) => session.#batch(payload),
      });
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  /** Of this process: topics with their partitions. */
  get assigned(): Readonly<Record<string, readonly number[]>> {
    return this.#assigned;
  }

  /** Rejects when the session cannot go on. */
  get crashed(): Promise<never> {
    return this.#crashed;
  }

  /** What is being recorded is told first. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#consumer.disconnect().catch(() => undefined);
    await this.#partitions.closeAll();
  }

  #batch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    return beating(payload.heartbeat, this.#ending.signal, (signal) =>
      this.#partitions.use({ topic, partition }, (open) => this.#answer(payload, open, signal)),
    );
  }

  async #answer(payload: EachBatchPayload, open: OpenPartition, signal: AbortSignal): Promise<void> {
    const { batch, resolveOffset, isRunning, isStale } = payload;
    const { topic, partition } = batch;
    const partnerId = partnerOf(topic);
    const due = batch.messages.filter(({ offset }) => BigInt(offset) >= open.answers.next);
    const last = batch.messages.at(-1)?.offset;
    if (due.length === 0 && last !== undefined) return resolveOffset(last);
    for (let at = 0; at < due.length; at += SLICE_MAX) {
      if (!isRunning() || isStale() || signal.aborted) return;
      const slice = due.slice(at, at + SLICE_MAX);
      const received = slice.map((message) => ({ message, place: { topic, partition, offset: message.offset } }));
      const answered = await this.parts.intake.answer(received, { partnerId, mayRepeat: open.unsure > 0, signal });
      open.unsure -= slice.length;
      const reached = slice.at(-1)?.offset ?? '';
      // What the broker wrote behind the last message of a batch is passed over with it.
      const next = BigInt(reached === last ? batch.lastOffset() : reached) + 1n;
      const told = new Date(this.parts.now()).toISOString();
      const results = answered.map((each) => resultMessage(each, told));
      await open.answers.tell(resultsTopic(partnerId), results, next);
      resolveOffset(reached);
      this.parts.onTold(answered);
    }
  }
}
