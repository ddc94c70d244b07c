import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { type EventStore, openEventStore } from '#event-store';
import { type OpsStore, openOpsStore } from '#ops-store';
import { openReadStore, type ReadStore } from '#read-store';
import type { Configuration } from './configuration.js';
import type { Logger } from './logger.js';
import { Telemetry } from './telemetry/telemetry.js';
import {
  CLOCK,
  type Clock,
  CONFIGURATION,
  EVENT_STORE,
  IDS,
  type Ids,
  LOGGER,
  OPS_STORE,
  READ_STORE,
} from './tokens.js';

export interface PlatformParts {
  configuration: Configuration;
  logger: Logger;
  clock: Clock;
  ids: Ids;
}

/** The one global module: what every room may ask for. Opens the stores, and closes them after everything else. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(OPS_STORE) private readonly opsStore: OpsStore,
  ) {}

  static with({ configuration, logger, clock, ids }: PlatformParts): DynamicModule {
    const { stores } = configuration;
    const providers = [
      { provide: CONFIGURATION, useValue: configuration },
      { provide: LOGGER, useValue: logger },
      { provide: CLOCK, useValue: clock },
      { provide: IDS, useValue: ids },
      { provide: Telemetry, useFactory: () => new Telemetry() },
      { provide: EVENT_STORE, useFactory: () => openEventStore(stores.events, { now: () => clock.now() }) },
      { provide: READ_STORE, useFactory: () => openReadStore(stores.read) },
      { provide: OPS_STORE, useFactory: () => openOpsStore(stores.ops) },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  /** The server no longer listens and every other module has been told; nobody writes any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.eventStore.close();
    await this.readStore.close();
    await this.opsStore.close();
  }
}
