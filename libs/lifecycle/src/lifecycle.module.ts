import { Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { EventStore } from '#event-store';
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
  READ_STORE,
  Telemetry,
} from '#platform';
import { Projected } from '#projections';
import type { ReadStore } from '#read-store';
import { DecideOnEventHandler } from './application/commands/decide-on-event.js';
import { Decisions } from './application/commands/decisions.js';
import { RecordBatchHandler } from './application/commands/record-batch.js';
import { RecordEventHandler } from './application/commands/record-event.js';
import { ResolveAnomalyHandler } from './application/commands/resolve-anomaly.js';
import { DeviceFinder } from './application/device-finder.js';
import { JourneyLoader } from './application/journey-loader.js';
import { KeptAnswers } from './application/kept-answers.js';
import { MicroBatch } from './application/micro-batch.js';
import { EventSight } from './application/queries/event-sight.js';
import { FindDevicesHandler } from './application/queries/find-devices.js';
import { FindEventByReferenceHandler } from './application/queries/find-event-by-reference.js';
import { Freshness } from './application/queries/freshness.js';
import { GetDeviceHandler } from './application/queries/get-device.js';
import { GetEventHandler } from './application/queries/get-event.js';
import { ListFindingsHandler } from './application/queries/list-findings.js';
import { Recorder } from './application/recorder.js';
import { RefusalLog } from './application/refusal-log.js';
import { FindClashes } from './findings/find-clashes.js';
import { FindingsAcrossDevicesController } from './findings/findings-across-devices.controller.js';
import { ListFindingsAcrossDevicesHandler } from './findings/list-findings-across-devices.js';
import { ListRecalledDevicesHandler } from './findings/recalls/list-recalled-devices.js';
import { ListRecallsHandler } from './findings/recalls/list-recalls.js';
import { RecallsController } from './findings/recalls/recalls.controller.js';
import { DevicesController } from './http/devices.controller.js';
import { EventsController } from './http/events.controller.js';
import { FindingsController } from './http/findings.controller.js';

const PURGE_MILLIS = 3_600_000;

const recording: Provider[] = [
  {
    provide: RefusalLog,
    inject: [OPS_STORE, IDS, LOGGER, CONFIGURATION],
    useFactory: (ops: OpsStore, ids: Ids, logger: Logger, { limits }: Configuration) =>
      new RefusalLog({ ops, ids, logger, retentionDays: limits.refusalDays }),
  },
  {
    provide: Recorder,
    inject: [EVENT_STORE, PartnerDirectoryService, IDS, CONFIGURATION, RefusalLog, Telemetry],
    useFactory: (
      store: EventStore,
      partners: PartnerDirectoryService,
      ids: Ids,
      configuration: Configuration,
      refusals: RefusalLog,
      telemetry: Telemetry,
    ) =>
      new Recorder({
        store,
        partners,
        ids,
        refusals,
        refuseTestImeis: configuration.testImeis === 'refuse',
        observe: ({ channel }, told) =>
          telemetry.reports.inc({ channel, outcome: told.outcome === 'recorded' ? told.answer.outcome : told.outcome }),
      }),
  },
  {
    provide: KeptAnswers,
    inject: [OPS_STORE, Recorder, RefusalLog, LOGGER],
    useFactory: (ops: OpsStore, recorder: Recorder, refusals: RefusalLog, logger: Logger) =>
      new KeptAnswers({ ops, recorder, refusals, logger }),
  },
  { provide: MicroBatch, inject: [Recorder], useFactory: (recorder: Recorder) => new MicroBatch(recorder) },
  { provide: JourneyLoader, inject: [EVENT_STORE], useFactory: (store: EventStore) => new JourneyLoader(store) },
  {
    provide: Projected,
    inject: [READ_STORE, EVENT_STORE],
    useFactory: (reads: ReadStore, store: EventStore) => new Projected(reads, store),
  },
];

@Module({
  imports: [CqrsModule, PartnersModule],
  controllers: [
    EventsController,
    DevicesController,
    FindingsController,
    FindingsAcrossDevicesController,
    RecallsController,
  ],
  providers: [
    ...recording,
    DeviceFinder,
    EventSight,
    Freshness,
    RecordEventHandler,
    RecordBatchHandler,
    Decisions,
    DecideOnEventHandler,
    ResolveAnomalyHandler,
    GetEventHandler,
    FindEventByReferenceHandler,
    GetDeviceHandler,
    FindDevicesHandler,
    ListFindingsHandler,
    FindClashes,
    ListFindingsAcrossDevicesHandler,
    ListRecallsHandler,
    ListRecalledDevicesHandler,
  ],
  exports: [Recorder, MicroBatch, JourneyLoader, RefusalLog],
})
export class LifecycleModule implements OnApplicationShutdown {
  private readonly purging: NodeJS.Timeout;

  constructor(
    @Inject(MicroBatch) private readonly reports: MicroBatch,
    @Inject(RefusalLog) private readonly refusals: RefusalLog,
    @Inject(KeptAnswers) private readonly kept: KeptAnswers,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.purging = setInterval(() => this.purge(clock.now()), PURGE_MILLIS).unref();
  }

  private purge(now: number): void {
    Promise.all([this.refusals.purge(now), this.kept.purge(now)]).catch((error: unknown) =>
      this.logger.error({ err: error }, 'what has expired could not be removed'),
    );
  }

  /** Everything that was taken is answered and kept before the stores close. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.purging);
    await this.reports.settled();
    await this.refusals.settled();
  }
}
