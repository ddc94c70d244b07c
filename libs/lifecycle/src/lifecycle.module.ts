import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { EventStore } from '#event-store';
import type { OpsStore } from '#ops-store';
import { PartnersModule } from '#partners';
import { CLOCK, type Clock, EVENT_STORE, IDS, type Ids, LOGGER, type Logger, OPS_STORE, READ_STORE } from '#platform';
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
import { EventSight } from './application/queries/event-sight.js';
import { FindDevicesHandler } from './application/queries/find-devices.js';
import { FindEventByReferenceHandler } from './application/queries/find-event-by-reference.js';
import { Freshness } from './application/queries/freshness.js';
import { GetDeviceHandler } from './application/queries/get-device.js';
import { GetEventHandler } from './application/queries/get-event.js';
import { ListFindingsHandler } from './application/queries/list-findings.js';
import { Recorder } from './application/recorder.js';
import { RefusalLog } from './application/refusal-log.js';
import { carriedEditions } from './editions/carried-editions.js';
import { EditionsController } from './editions/editions.controller.js';
import { EditionsInUse } from './editions/editions-in-use.js';
import { FindClashes } from './findings/find-clashes.js';
import { FindingsAcrossDevicesController } from './findings/findings-across-devices.controller.js';
import { ListFindingsAcrossDevicesHandler } from './findings/list-findings-across-devices.js';
import { FindRecalls } from './findings/recalls/find-recalls.js';
import { ListRecalledDevicesHandler } from './findings/recalls/list-recalled-devices.js';
import { ListRecallsHandler } from './findings/recalls/list-recalls.js';
import { RecallsController } from './findings/recalls/recalls.controller.js';
import { ResolveFindingHandler } from './findings/resolve-finding.js';
import { DevicesController } from './http/devices.controller.js';
import { EventsController } from './http/events.controller.js';
import { FindingsController } from './http/findings.controller.js';
import { RecordingModule } from './recording.module.js';

const PURGE_MILLIS = 3_600_000;

const providers: Provider[] = [
  {
    provide: KeptAnswers,
    inject: [OPS_STORE, Recorder, RefusalLog, LOGGER],
    useFactory: (ops: OpsStore, recorder: Recorder, refusals: RefusalLog, logger: Logger) =>
      new KeptAnswers({ ops, recorder, refusals, logger }),
  },
  { provide: JourneyLoader, inject: [EVENT_STORE], useFactory: (store: EventStore) => new JourneyLoader(store) },
  {
    provide: EditionsInUse,
    inject: [EVENT_STORE, CLOCK, IDS],
    useFactory: (store: EventStore, clock: Clock, ids: Ids) =>
      new EditionsInUse({ store, clock, ids, carried: carriedEditions }),
  },
  {
    provide: Projected,
    inject: [READ_STORE, EVENT_STORE],
    useFactory: (reads: ReadStore, store: EventStore) => new Projected(reads, store),
  },
];

@Module({
  imports: [CqrsModule, PartnersModule, RecordingModule],
  controllers: [
    EventsController,
    DevicesController,
    FindingsController,
    FindingsAcrossDevicesController,
    RecallsController,
    EditionsController,
  ],
  providers: [
    ...providers,
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
    FindRecalls,
    ResolveFindingHandler,
    ListFindingsAcrossDevicesHandler,
    ListRecallsHandler,
    ListRecalledDevicesHandler,
  ],
  exports: [EditionsInUse, RecordingModule, JourneyLoader],
})
export class LifecycleModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly purging: NodeJS.Timeout;

  constructor(
    @Inject(RefusalLog) private readonly refusals: RefusalLog,
    @Inject(KeptAnswers) private readonly kept: KeptAnswers,
    @Inject(EditionsInUse) private readonly editions: EditionsInUse,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.purging = setInterval(() => this.purge(clock.now()), PURGE_MILLIS).unref();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.editions.activate();
  }

  private purge(now: number): void {
    Promise.all([this.refusals.purge(now), this.kept.purge(now)]).catch((error: unknown) =>
      this.logger.error({ err: error }, 'what has expired could not be removed'),
    );
  }

  onApplicationShutdown(): void {
    clearInterval(this.purging);
  }
}
