import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown, type Provider } from '@nestjs/common';
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
import { projectorOf } from './begin-projector.js';
import { ProjectionsController } from './projections.controller.js';
import { PROJECTIONS } from './projections.js';

const providers: Provider[] = [
  {
    provide: Projector,
    inject: [EVENT_STORE, READ_STORE, CONFIGURATION, CLOCK, LOGGER],
    useFactory: (events: EventStore, reads: ReadStore, configuration: Configuration, clock: Clock, logger: Logger) =>
      projectorOf({ events, reads, configuration, clock, logger }),
  },
  { provide: Calendar, inject: [EVENT_STORE], useFactory: (events: EventStore) => new Calendar(events) },
  {
    provide: MeasureReader,
    inject: [READ_STORE],
    useFactory: (reads: ReadStore) => new MeasureReader(reads, PROJECTIONS),
  },
  {
    provide: MeasureCalendar,
    inject: [Calendar, MeasureReader],
    useFactory: (calendar: Calendar, measures: MeasureReader) => new MeasureCalendar(calendar, measures),
  },
  {
    provide: DayCloser,
    inject: [EVENT_STORE, Calendar, CLOCK, IDS, LOGGER],
    useFactory: (events: EventStore, calendar: Calendar, clock: Clock, ids: Ids, logger: Logger) =>
      new DayCloser({
        events,
        calendar,
        clock,
        ids,
        onFailure: (error) => logger.error({ err: error }, 'a day was not closed'),
      }),
  },
];

/** Runs what follows the log for as long as the application lives. */
@Module({
  controllers: [ProjectionsController],
  providers,
  exports: [Projector, Calendar, MeasureReader, MeasureCalendar],
})
export class ProjectionsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(Projector) private readonly projector: Projector,
    @Inject(DayCloser) private readonly dayCloser: DayCloser,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.projector.start();
    await this.dayCloser.start();
  }

  /** At a checkpoint: the batch under way is committed first. The stores close after this. */
  async onApplicationShutdown(): Promise<void> {
    this.dayCloser.stop();
    await this.projector.stop();
  }
}
