import { Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import type { EventStore } from '#event-store';
import type { OpsStore } from '#ops-store';
import { AccessModule, PartnerDirectoryService } from '#partners';
import {
  CONFIGURATION,
  type Configuration,
  EVENT_STORE,
  IDS,
  type Ids,
  LOGGER,
  type Logger,
  OPS_STORE,
  Telemetry,
} from '#platform';
import { MicroBatch } from './application/micro-batch.js';
import { Recorder } from './application/recorder.js';
import { RefusalLog } from './application/refusal-log.js';

const providers: Provider[] = [
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
  { provide: MicroBatch, inject: [Recorder], useFactory: (recorder: Recorder) => new MicroBatch(recorder) },
];

/** The one way into the log, for whatever process takes reports in, with routes or without. */
@Module({ imports: [AccessModule], providers, exports: [Recorder, MicroBatch, RefusalLog] })
export class RecordingModule implements OnApplicationShutdown {
  constructor(
    @Inject(MicroBatch) private readonly reports: MicroBatch,
    @Inject(RefusalLog) private readonly refusals: RefusalLog,
  ) {}

  /** Everything that was taken is answered and kept before the stores close. */
  async onApplicationShutdown(): Promise<void> {
    await this.reports.settled();
    await this.refusals.settled();
  }
}
