import type { Admin } from 'kafkajs';
import { type Logger, pause } from '#platform';
import { INTAKE_GROUP, partnerOf } from '../domain/index.js';
import { IntakeSession, type IntakeSessionParts } from './intake-session.js';
import { type PreparedTopics, prepareTopics } from './prepare-topics.js';

export interface KafkaIntakeParts extends Omit<IntakeSessionParts, 'admin'> {
  /** Partners of now: the list grows while it runs. */
  partnerIds(): readonly string[];
  logger: Logger;
}

/** `waiting`: for the brokers or the log; it tries again by itself. `idle`: there are no topics to read. */
export type KafkaIntakeState = 'starting' | 'idle' | 'reading' | 'waiting' | 'ended';

const LOOK_MILLIS = 2_000;
const FIRST_PAUSE_MILLIS = 100;
const PAUSE_MILLIS_MAX = 5_000;

/** Takes in what partners produce, for as long as the process lives, whatever fails meanwhile. */
export class KafkaIntake {
  readonly #ending = new AbortController();
  #state: KafkaIntakeState = 'starting';
  #problem: string | undefined;
  #complaints: readonly string[] = [];
  #session: IntakeSession | undefined;
  #admin: Admin | undefined;

  constructor(private readonly parts: KafkaIntakeParts) {}

  get state(): KafkaIntakeState {
    return this.#state;
  }

  /** Why it waits. */
  get problem(): string | undefined {
    return this.#state === 'waiting' ? this.#problem : undefined;
  }

  /** What an operator has to mend for some partners while others are served. */
  get complaints(): readonly string[] {
    return this.#complaints;
  }

  /** The log or a store did not take it, or the brokers did not: told once until it goes on. */
  tellTrouble(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (this.#state !== 'waiting') this.parts.logger.warn({ problem }, 'intake from Kafka waits and tries again');
    [this.#state, this.#problem] = ['waiting', problem];
  }

  /** What it waited for is there again. */
  goesOn(): void {
    if (this.#state === 'waiting') this.parts.logger.info('intake from Kafka goes on');
    this.#state = this.#session === undefined ? 'idle' : 'reading';
  }

  stop(): void {
    this.#ending.abort();
  }

  /** Resolves when stopped and nothing is under way. */
  async run(): Promise<void> {
    const { signal } = this.#ending;
    for (let millis = FIRST_PAUSE_MILLIS; !signal.aborted; ) {
      const since = performance.now();
      try {
        await this.#serve(signal);
        millis = FIRST_PAUSE_MILLIS;
      } catch (error) {
        if (signal.aborted) break;
        this.tellTrouble(error);
        millis =
          performance.now() - since > PAUSE_MILLIS_MAX ? FIRST_PAUSE_MILLIS : Math.min(millis * 2, PAUSE_MILLIS_MAX);
        await pause(millis, signal);
      }
    }
    this.#state = 'ended';
  }

  /** Messages that are not answered yet, by partner, of the partitions that this process reads. */
  async lags(): Promise<{ partner: string; messages: number }[]> {
    const [admin, assigned] = [this.#admin, this.#session?.assigned ?? {}];
    const topics = Object.keys(assigned);
    if (admin === undefined || topics.length === 0) return [];
    const committed = await admin.fetchOffsets({ groupId: INTAKE_GROUP, topics });
    return Promise.all(
      committed.map(async ({ topic, partitions }) => {
        const written = new Map((await admin.fetchTopicOffsets(topic)).map((each) => [each.partition, each]));
        const waiting = (assigned[topic] ?? []).map((partition) => {
          const { low = '0', high = '0' } = written.get(partition) ?? {};
          const reached = partitions.find((each) => each.partition === partition)?.offset ?? '-1';
          return Number(high) - Math.max(Number(low), Number(reached));
        });
        return { partner: partnerOf(topic), messages: waiting.reduce((sum, each) => sum + Math.max(0, each), 0) };
      }),
    );
  }

  /** With one list of partners: until it is another one, or something fails. */
  async #serve(ending: AbortSignal): Promise<void> {
    const admin = this.parts.kafka.admin();
    const over = new AbortController();
    const signal = AbortSignal.any([ending, over.signal]);
    try {
      await admin.connect();
      this.#admin = admin;
      const { ready } = await this.#prepared(admin);
      const session = ready.length === 0 ? undefined : await IntakeSession.open({ ...this.parts, admin }, ready);
      this.#session = session;
      this.goesOn();
      const changed = this.#changed(admin, ready, signal);
      await (session === undefined ? changed : Promise.race([changed, session.crashed]));
    } finally {
      over.abort();
      await this.#session?.close();
      [this.#session, this.#admin] = [undefined, undefined];
      await admin.disconnect().catch(() => undefined);
    }
  }

  /** Resolves when other partners can be served than those, or when stopped. */
  async #changed(admin: Admin, served: readonly string[], signal: AbortSignal): Promise<void> {
    for (;;) {
      await pause(LOOK_MILLIS, signal);
      if (signal.aborted) return;
      const partnerIds = this.parts.partnerIds();
      if (partnerIds.length === served.length && partnerIds.every((id) => served.includes(id))) continue;
      const { ready } = await this.#prepared(admin);
      if (ready.length !== served.length || !ready.every((id) => served.includes(id))) return;
    }
  }

  async #prepared(admin: Admin): Promise<PreparedTopics> {
    const prepared = await prepareTopics(admin, this.parts.partnerIds());
    const news = prepared.complaints.filter((complaint) => !this.#complaints.includes(complaint));
    for (const complaint of news)
      this.parts.logger.warn({ complaint }, 'intake from Kafka does not serve all partners');
    this.#complaints = prepared.complaints;
    return prepared;
  }
}
