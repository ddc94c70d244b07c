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
import { Recorder } from '#lifecycle';
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
  LOGGER,
  type Logger,
  OPS_STORE,
} from '#platform';
import { importLines } from './application/import-lines.js';
import { ImportRecords } from './application/import-records.js';
import { ImportRunner } from './application/import-runner.js';
import { Imports } from './application/imports.service.js';
import { Mappings } from './application/mappings.js';
import { Spool } from './application/spool.js';
import { ImportsController } from './http/imports.controller.js';
import { MappingsController } from './http/mappings.controller.js';

/** What holds bulk intake back while projections are too far behind. */
export const ROOM = Symbol('Room');
export interface Room {
  /** Resolves when there is room for another batch, or when aborted. */
  wait(signal: AbortSignal): Promise<void>;
}

/** Decompressed bytes of one bulk file. */
const BODY_BYTES_MAX = 16 * 1024 ** 3;

const spoolFolder = ({ dataFolder }: Configuration): string => join(dataFolder, 'spool');

const providers: Provider[] = [
  { provide: ImportRecords, inject: [OPS_STORE], useFactory: (ops: OpsStore) => new ImportRecords(ops) },
  { provide: Mappings, inject: [OPS_STORE], useFactory: (ops: OpsStore) => new Mappings(ops) },
  {
    provide: Spool,
    inject: [CONFIGURATION],
    useFactory: (configuration: Configuration) => new Spool(spoolFolder(configuration), BODY_BYTES_MAX),
  },
  {
    provide: ImportRunner,
    inject: [ImportRecords, Spool, Recorder, PartnerDirectoryService, ROOM, EVENT_STORE, CLOCK, LOGGER, CONFIGURATION],
    useFactory: (
      records: ImportRecords,
      spool: Spool,
      recorder: Recorder,
      partners: PartnerDirectoryService,
      room: Room,
      events: EventStore,
      clock: Clock,
      logger: Logger,
      configuration: Configuration,
    ) =>
      new ImportRunner({
        records,
        partners,
        record: (submissions) => recorder.record(submissions),
        lines: (job) => importLines(spool.read(job.id), job.mapping ?? undefined),
        dropBody: (jobId) => spool.drop(jobId),
        waitForRoom: (signal) => room.wait(signal),
        correlationOf: async (eventId) => (await events.readEvent(eventId))?.event.metadata.correlationId,
        occurrencesPath: (jobId) => join(spoolFolder(configuration), `${jobId}.seen`),
        now: () => clock.now() * 1000,
        report: ({ id, state, counts, failure }) =>
          logger.info({ import: id, state, counts, failure }, 'an import ended'),
      }),
  },
  {
    provide: Imports,
    inject: [ImportRecords, ImportRunner, Spool, IDS, CLOCK],
    useFactory: (records: ImportRecords, runner: ImportRunner, spool: Spool, ids: Ids, clock: Clock) =>
      new Imports({ records, runner, spool, nextId: () => ids.next(), now: () => clock.now() }),
  },
];

/** Takes up unfinished imports at the start, and finishes the batch under way at the end. */
@Module({})
class IntakeModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(ImportRunner) private readonly runner: ImportRunner,
    @Inject(ImportRecords) private readonly records: ImportRecords,
    @Inject(Spool) private readonly spool: Spool,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.spool.keepOnly(new Set((await this.records.unfinished()).map(({ id }) => id)));
    await this.runner.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
  }
}

/** Bulk intake over `Recorder` and `ROOM`, which `given` and `imports` provide. */
export const intakeModule = (given: Provider[], imports: ModuleMetadata['imports'] = []): DynamicModule => ({
  module: IntakeModule,
  imports: [PartnersModule, ...imports],
  controllers: [ImportsController, MappingsController],
  providers: [...given, ...providers],
});
