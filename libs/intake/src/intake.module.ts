import { join } from 'node:path';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type ModuleMetadata,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import type { EventStore } from '#event-store';
import { MicroBatch, Recorder } from '#lifecycle';
import type { OpsStore } from '#ops-store';
import { PartnerDirectoryService, PartnersModule } from '#partners';
import {
  CLOCK,
  type Clock,
  CONFIGURATION,
  type Configuration,
  EVENT_STORE,
  IDS,
  type Ids,
  isEmbedded,
  LOGGER,
  type Logger,
  OPS_STORE,
  ToldOnce,
} from '#platform';
import { type BodyHolder, SOLE_HOLDER } from './application/body-holder.js';
import { ImportHolder } from './application/import-holder.js';
import { importLines } from './application/import-lines.js';
import { ImportRecords } from './application/import-records.js';
import { ImportRunner } from './application/import-runner.js';
import { Imports } from './application/imports.service.js';
import { Mappings } from './application/mappings.js';
import { PacedRecording } from './application/paced-recording.js';
import { Spool } from './application/spool.js';
import { ImportsController } from './http/imports.controller.js';
import { MappingsController } from './http/mappings.controller.js';
import { RefusedMessagesController } from './http/refused-messages.controller.js';
import { RefusedMessages } from './kafka/refused-messages.js';

/** What holds bulk intake back while projections are too far behind. */
export const ROOM = Symbol('Room');
export interface Room {
  /** Resolves when there is room for another batch, or when aborted. */
  wait(signal: AbortSignal): Promise<void>;
}

const BODY_HOLDER = Symbol('BODY_HOLDER');

/** For so long after a single report, bulk intake leaves room for the next one. */
export const LIVE_MILLIS = 2_000;

const spoolFolder = ({ dataFolder }: Configuration): string => join(dataFolder, 'spool');

const providers: Provider[] = [
  { provide: ImportRecords, inject: [OPS_STORE], useFactory: (ops: OpsStore) => new ImportRecords(ops) },
  { provide: Mappings, inject: [OPS_STORE], useFactory: (ops: OpsStore) => new Mappings(ops) },
  {
    provide: RefusedMessages,
    inject: [OPS_STORE, CONFIGURATION],
    useFactory: (ops: OpsStore, { limits }: Configuration) => new RefusedMessages(ops, limits.refusalDays),
  },
  {
    provide: Spool,
    inject: [CONFIGURATION],
    useFactory: (configuration: Configuration) => new Spool(spoolFolder(configuration), configuration.limits),
  },
  {
    provide: PacedRecording,
    inject: [Recorder, MicroBatch],
    useFactory: (recorder: Recorder, live: MicroBatch) =>
      new PacedRecording(
        (submissions) => recorder.record(submissions),
        () => live.wasUsedWithin(LIVE_MILLIS),
      ),
  },
  {
    provide: BODY_HOLDER,
    inject: [OPS_STORE, CONFIGURATION, CLOCK, LOGGER],
    useFactory: (ops: OpsStore, { dataFolder, stores }: Configuration, clock: Clock, logger: Logger): BodyHolder =>
      isEmbedded(stores.ops)
        ? SOLE_HOLDER
        : new ImportHolder({
            ops,
            file: join(dataFolder, 'spool-holder'),
            now: () => clock.now(),
            onTrouble: (error) => logger.warn({ err: error }, 'imports cannot say that their process is there'),
          }),
  },
  {
    provide: ImportRunner,
    inject: [
      ImportRecords,
      Spool,
      PacedRecording,
      PartnerDirectoryService,
      ROOM,
      EVENT_STORE,
      CLOCK,
      LOGGER,
      CONFIGURATION,
      BODY_HOLDER,
    ],
    useFactory: (
      records: ImportRecords,
      spool: Spool,
      recording: PacedRecording,
      partners: PartnerDirectoryService,
      room: Room,
      events: EventStore,
      clock: Clock,
      logger: Logger,
      configuration: Configuration,
      holder: BodyHolder,
    ) => {
      const told = new ToldOnce();
      return new ImportRunner({
        holds: (job) => holder.holds(job),
        records,
        partners,
        record: (submissions) => recording.record(submissions),
        lines: (job) => importLines(spool.read(job.id), job.mapping ?? undefined),
        dropBody: (jobId) => spool.drop(jobId),
        waitForRoom: (signal) => room.wait(signal),
        correlationOf: async (eventId) => (await events.readEvent(eventId))?.event.metadata.correlationId,
        occurrencesPath: (jobId) => join(spoolFolder(configuration), `${jobId}.seen`),
        now: () => clock.now() * 1000,
        report: ({ id, state, counts, failure }) =>
          logger.info({ import: id, state, counts, failure }, 'an import ended'),
        onTrouble: (error) => {
          const times = told.news(error instanceof Error ? error.message : String(error));
          if (times !== undefined) logger.warn({ err: error, times }, 'imports wait and try again');
        },
        onFailure: (error, { id }) => logger.error({ err: error, import: id }, 'an import failed'),
      });
    },
  },
  {
    provide: Imports,
    inject: [ImportRecords, ImportRunner, Spool, BODY_HOLDER, IDS, CLOCK],
    useFactory: (
      records: ImportRecords,
      runner: ImportRunner,
      spool: Spool,
      holder: BodyHolder,
      ids: Ids,
      clock: Clock,
    ) => new Imports({ records, runner, spool, holder, nextId: () => ids.next(), now: () => clock.now() }),
  },
];

/** Takes up unfinished imports at the start, and finishes the batch under way at the end. */
@Module({})
class IntakeModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(ImportRunner) private readonly runner: ImportRunner,
    @Inject(ImportRecords) private readonly records: ImportRecords,
    @Inject(Spool) private readonly spool: Spool,
    @Inject(BODY_HOLDER) private readonly holder: BodyHolder,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.holder.open();
    await this.spool.keepOnly(new Set((await this.records.unfinished()).map(({ id }) => id)));
    await this.runner.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
    this.holder.close();
  }
}

/** Bulk intake over `Recorder` and `ROOM`, which `given` and `imports` provide. */
export const intakeModule = (given: Provider[], imports: ModuleMetadata['imports'] = []): DynamicModule => ({
  module: IntakeModule,
  imports: [PartnersModule, ...imports],
  controllers: [ImportsController, MappingsController, RefusedMessagesController],
  providers: [...given, ...providers],
});
