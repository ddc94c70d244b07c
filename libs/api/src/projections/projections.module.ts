import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Optional,
  type Provider,
} from '@nestjs/common';
import type { EventStore } from '#event-store';
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
  READ_STORE,
} from '#platform';
import { Calendar, DayCloser, MeasureCalendar, MeasureReader, Projector } from '#projections';
import type { ReadStore } from '#read-store';
import { ProjectionsController } from './projections.controller.js';
import { PROJECTIONS } from './projections.js';
import { OwnRole, projectorProviders } from './projector-providers.js';

const reading: Provider[] = [
  { provide: Calendar, inject: [EVENT_STORE], useFactory: (events: EventStore) => new Calendar(events) },
  {
    provide: MeasureReader,
    inject: [READ_STORE],
    useFactory: (reads: ReadStore) => new MeasureReader(reads, PROJECTIONS),
  },
  {
    provide: MeasureCalendar,
    inject: [Calendar, MeasureReader, EVENT_STORE],
    useFactory: (calendar: Calendar, measures: MeasureReader, events: EventStore) =>
      new MeasureCalendar(calendar, measures, events),
  },
];

const dayCloser: Provider = {
  provide: DayCloser,
  inject: [EVENT_STORE, Calendar, CLOCK, IDS, LOGGER, CONFIGURATION],
  useFactory: (
    events: EventStore,
    calendar: Calendar,
    clock: Clock,
    ids: Ids,
    logger: Logger,
    { limits }: Configuration,
  ) =>
    new DayCloser({
      events,
      calendar,
      clock,
      ids,
      closeAfterDays: limits.closeAfterDays,
      onFailure: (error) => logger.error({ err: error }, 'a day was not closed'),
    }),
};

/** Runs what follows the log, or watches it where another process does, for as long as the application lives. */
@Module({})
class ProjectionsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(Projector) private readonly projector: Projector,
    @Optional() @Inject(DayCloser) private readonly dayCloser: DayCloser | undefined,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.projector.start();
    await this.dayCloser?.start();
  }

  /** At a checkpoint: the batch under way is committed first. The stores close after this. */
  async onApplicationShutdown(): Promise<void> {
    this.dayCloser?.stop();
    await this.projector.stop();
  }
}

export interface ProjectionsOptions {
  /** This process keeps the projections and closes days; else another one does. */
  projects: boolean;
  /** Answers `/v1/projections`. */
  served: boolean;
}

export const projectionsModule = ({ projects, served }: ProjectionsOptions): DynamicModule => ({
  module: ProjectionsModule,
  controllers: served ? [ProjectionsController] : [],
  providers: [...projectorProviders(projects), ...reading, ...(projects ? [dayCloser] : [])],
  exports: [Projector, OwnRole, Calendar, MeasureReader, MeasureCalendar],
});
