import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { FeedRelay, FeedSources, kafkaClient, openPublication, RelayFenced, RelayTurns } from '#feeds';
import { Lease, leaseOwner, type OpsStore } from '#ops-store';
import { CONFIGURATION, type Configuration, LOGGER, type Logger, OPS_STORE } from '#platform';

const LEASE = 'relay';
/** Renewals within the life of a lease. */
const BEATS = 4;

/** Told when another relay publishes although this one holds the lease: this process may not go on (CONTRACTS S5). */
export const ON_FENCED = Symbol('ON_FENCED');

/** Publishes the feeds while it is this process's turn, where brokers are configured. */
@Injectable()
export class RelayService implements OnApplicationBootstrap, OnModuleDestroy {
  #turns: RelayTurns | undefined;
  #running: Promise<void> = Promise.resolve();
  #fenced = false;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(FeedSources) private readonly sources: FeedSources,
    @Inject(OPS_STORE) private readonly ops: OpsStore,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(ON_FENCED) private readonly onFenced: () => void,
  ) {}

  onApplicationBootstrap(): void {
    const { kafka: settings, limits } = this.configuration;
    if (settings === undefined) return;
    const { ops, logger } = this;
    const owner = leaseOwner();
    const millis = limits.leaseSeconds * 1_000;
    const kafka = kafkaClient(settings, 'circulog-relay', logger);
    const lease = new Lease({ ops, name: LEASE, owner, millis });
    const isOurTurn = () => lease.isHeld;
    this.#turns = new RelayTurns({
      lease,
      beatMillis: millis / BEATS,
      open: () =>
        this.sources.all.map(
          (source) =>
            new FeedRelay({ source, logger, isOurTurn, openOutlet: () => openPublication(kafka, source.feed) }),
        ),
      onRole: (role) =>
        logger.info({ owner, role }, role === 'active' ? 'this relay publishes' : 'this relay stands by'),
      onTrouble: (error) => logger.error({ err: error }, 'the relay cannot see or keep its lease'),
    });
    this.#running = this.#turns.run().catch((error: unknown) => this.#end(error));
  }

  /** What is wrong with the feeds; a standby has nothing to complain of. */
  complaint(): string | undefined {
    if (this.#fenced) return 'another relay publishes';
    const waiting = (this.#turns?.statuses ?? []).filter(({ state }) => state === 'waiting');
    return waiting.length === 0 ? undefined : `waiting: ${waiting.map(({ problem }) => problem).join(', ')}`;
  }

  /** By feed, of the process whose turn it is. */
  async lags(): Promise<{ feed: string; events: number }[]> {
    const statuses = this.#turns?.statuses ?? [];
    return Promise.all(
      statuses.map(async ({ feed, reached }) => ({
        feed,
        events: (await this.sources.named(feed)?.lag(reached)) ?? 0,
      })),
    );
  }

  /** The transaction under way ends, and the lease is given back, while the stores are still open. */
  async onModuleDestroy(): Promise<void> {
    this.#turns?.stop();
    await this.#running;
  }

  #end(error: unknown): void {
    this.#fenced = error instanceof RelayFenced;
    this.logger.fatal({ err: error }, 'this relay ends');
    this.onFenced();
  }
}
