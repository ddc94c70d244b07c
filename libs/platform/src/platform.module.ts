import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { EventStore } from '#event-store';
import type { OpsStore } from '#ops-store';
import type { ReadStore } from '#read-store';
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

export interface Stores {
  events: EventStore;
  reads: ReadStore;
  ops: OpsStore;
}

export interface PlatformParts {
  configuration: Configuration;
  /** Opened; this closes them. */
  stores: Stores;
  logger: Logger;
  clock: Clock;
  ids: Ids;
}

/** The one global module: what every room may ask for. Closes the stores after everything else. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(OPS_STORE) private readonly opsStore: OpsStore,
  ) {}

  static with({ configuration, stores, logger, clock, ids }: PlatformParts): DynamicModule {
    const providers = [
      { provide: CONFIGURATION, useValue: configuration },
      { provide: LOGGER, useValue: logger },
      { provide: CLOCK, useValue: clock },
      { provide: IDS, useValue: ids },
      { provide: Telemetry, useFactory: () => new Telemetry() },
      { provide: EVENT_STORE, useValue: stores.events },
      { provide: READ_STORE, useValue: stores.reads },
      { provide: OPS_STORE, useValue: stores.ops },
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
