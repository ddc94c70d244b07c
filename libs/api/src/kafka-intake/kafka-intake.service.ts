import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { kafkaClient } from '#feeds';
import {
  type AnsweredMessage,
  KafkaIntake,
  LIVE_MILLIS,
  MessageIntake,
  PacedRecording,
  RefusedMessages,
  ROOM,
  type Room,
} from '#intake';
import { MicroBatch, Recorder } from '#lifecycle';
import type { OpsStore } from '#ops-store';
import { OPERATOR, PartnerDirectoryService } from '#partners';
import {
  CLOCK,
  type Clock,
  CONFIGURATION,
  type Configuration,
  EVENT_STORE,
  LOGGER,
  type Logger,
  OPS_STORE,
  Telemetry,
} from '#platform';

const PURGE_MILLIS = 3_600_000;

/** Takes in what partners produce to their topics, where brokers are configured; several processes share the work. */
@Injectable()
export class KafkaIntakeService implements OnApplicationBootstrap, OnModuleDestroy {
  #intake: KafkaIntake | undefined;
  #running: Promise<void> = Promise.resolve();
  #purging: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(EVENT_STORE) private readonly log: EventStore,
    @Inject(OPS_STORE) private readonly ops: OpsStore,
    @Inject(PartnerDirectoryService) private readonly partners: PartnerDirectoryService,
    @Inject(Recorder) private readonly recorder: Recorder,
    @Inject(MicroBatch) private readonly live: MicroBatch,
    @Inject(ROOM) private readonly room: Room,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Telemetry) private readonly telemetry: Telemetry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { kafka: settings, kafkaIntake, limits } = this.configuration;
    if (settings === undefined || !kafkaIntake) return;
    const refusals = new RefusedMessages(this.ops, limits.refusalDays);
    const intake = new KafkaIntake({
      kafka: kafkaClient(settings, 'circulog-intake', this.logger),
      intake: this.#messageIntake(refusals),
      partnerIds: () => this.#partnerIds(),
      silentMillis: limits.leaseSeconds * 1_000,
      now: () => this.clock.now(),
      onTold: (answered) => this.#count(answered),
      logger: this.logger,
    });
    this.#intake = intake;
    this.#running = intake.run();
    this.#purging = setInterval(() => this.#purge(refusals), PURGE_MILLIS).unref();
  }

  /** Why nothing is taken in. */
  complaint(): string | undefined {
    const problem = this.#intake?.problem;
    return problem === undefined ? undefined : `waiting: ${problem}`;
  }

  /** What an operator has to mend for some partners, while others are served. */
  get complaints(): readonly string[] {
    return this.#intake?.complaints ?? [];
  }

  async lags(): Promise<{ partner: string; messages: number }[]> {
    return (await this.#intake?.lags()) ?? [];
  }

  /** What is being recorded is told, while the stores are still open. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#purging);
    this.#intake?.stop();
    await this.#running;
  }

  #messageIntake(refusals: RefusedMessages): MessageIntake {
    const recording = new PacedRecording(
      (submissions) => this.recorder.record(submissions),
      () => this.live.wasUsedWithin(LIVE_MILLIS),
    );
    return new MessageIntake({
      partners: this.partners,
      record: (submissions) => recording.record(submissions),
      correlationOf: async (eventId) => (await this.log.readEvent(eventId))?.event.metadata.correlationId,
      refusals,
      waitForRoom: (signal) => this.room.wait(signal),
      now: () => this.clock.now() * 1000,
      bytesMax: this.configuration.limits.bodyBytes,
      onTrouble: (error) => this.#intake?.tellTrouble(error),
      onEndOfTrouble: () => this.#intake?.goesOn(),
      onFailure: (error, place) => this.logger.error({ err: error, ...place }, 'a message could not be read'),
    });
  }

  /** The operator, who is nobody's partner, has no topic. */
  #partnerIds(): string[] {
    return this.partners.all().flatMap(({ id }) => (id === OPERATOR.id ? [] : [id]));
  }

  #count(answered: readonly AnsweredMessage[]): void {
    for (const { outcome } of answered) {
      this.telemetry.messages.inc({
        outcome: outcome.outcome === 'recorded' ? outcome.answer.outcome : outcome.outcome,
      });
    }
  }

  #purge(refusals: RefusedMessages): void {
    refusals
      .purge(this.#partnerIds(), this.clock.now())
      .catch((error: unknown) => this.logger.error({ err: error }, 'refused messages could not be removed'));
  }
}
