import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIGURATION, type Configuration, isEmbedded, LOGGER, type Logger } from '#platform';
import { ApiKeys } from './api-keys.service.js';

/** A key that one process ends is refused by every other within this time, while the operational store answers. */
const REFRESH_MILLIS = 1_000;

/** Keeps the keys of this process as those of the others; embedded stores have no others. */
@Injectable()
export class KeyRefresh implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;
  private told = false;

  constructor(
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!isEmbedded(this.configuration.stores.ops)) this.next();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private next(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => this.next());
    }, REFRESH_MILLIS).unref();
  }

  private async look(): Promise<void> {
    try {
      await this.keys.refresh();
      this.told = false;
    } catch (error) {
      if (!this.told) this.logger.error({ err: error }, 'keys of other processes cannot be looked up');
      this.told = true;
    }
  }
}
