import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Lease, leaseOwner, type OpsStore, Turns } from '#ops-store';
import { PartnerDirectoryService } from '#partners';
import {
  CLOCK,
  type Clock,
  CONFIGURATION,
  type Configuration,
  IDS,
  type Ids,
  LOGGER,
  type Logger,
  OPS_STORE,
  Telemetry,
} from '#platform';
import { LiveFeeds } from '../../live/live-feeds.js';
import { Subscriptions } from '../../subscriptions/application/subscriptions.service.js';
import { AddressPolicy } from '../domain/address-policy.js';
import { WebhookSender } from '../sending/webhook-sender.js';
import { Slots } from './slots.js';
import { WebhookRecords } from './webhook-records.js';
import { WebhookTurn, type WebhookTurnParts } from './webhook-turn.js';

const LEASE = 'webhooks';
/** Renewals within the life of a lease. */
const BEATS = 4;
/** Requests at once to all endpoints, and to those of one partner. */
const REQUESTS_MAX = { all: 256, partner: 64 };

/** Delivers webhooks while it is this process's turn. What partners' endpoints do never makes it unready. */
@Injectable()
export class WebhooksService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #sender: WebhookSender;
  #turns: Turns<WebhookTurn> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(OPS_STORE) private readonly ops: OpsStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(LiveFeeds) private readonly feeds: LiveFeeds,
    @Inject(Subscriptions) private readonly subscriptions: Subscriptions,
    @Inject(PartnerDirectoryService) private readonly partners: PartnerDirectoryService,
    @Inject(Telemetry) private readonly telemetry: Telemetry,
  ) {
    this.#sender = new WebhookSender(AddressPolicy.of(configuration.webhookNetworks));
    telemetry.observe(
      'circulog_webhook_pending_messages',
      'Messages that wait for another attempt.',
      [],
      async (gauge) => gauge.set(this.#endpoints.reduce((sum, { pending }) => sum + pending, 0)),
    );
    telemetry.observe('circulog_webhook_endpoints', 'Endpoints by state.', ['state'], async (gauge) => {
      for (const state of ['active', 'failing', 'paused', 'disabled'] as const) {
        gauge.set({ state }, this.#endpoints.filter((endpoint) => endpoint.state === state).length);
      }
    });
  }

  onApplicationBootstrap(): void {
    const { ops, logger } = this;
    const owner = leaseOwner();
    const millis = this.configuration.limits.leaseSeconds * 1_000;
    const lease = new Lease({ ops, name: LEASE, owner, millis });
    this.#turns = new Turns({
      lease,
      beatMillis: millis / BEATS,
      open: () => new WebhookTurn(this.#parts(() => lease.isHeld)),
      onRole: (role) =>
        logger.info(
          { owner, role },
          role === 'active' ? 'this process delivers webhooks' : 'webhooks: this process stands by',
        ),
      onTrouble: (error) => logger.error({ err: error }, 'webhooks: the lease cannot be seen or kept'),
    });
    this.#running = this.#turns.run();
  }

  /** Requests under way end, and the lease is given back, while the stores are still open. */
  async onModuleDestroy(): Promise<void> {
    this.#turns?.end();
    await this.#running;
    this.#sender.close();
  }

  get #endpoints() {
    return this.#turns?.work?.endpoints ?? [];
  }

  #parts(isOurTurn: () => boolean): WebhookTurnParts {
    const { clock, ids, logger } = this;
    return {
      records: new WebhookRecords(this.ops),
      feedNamed: (name) => this.feeds.named(name),
      partnerOf: (id) => this.partners.find(id),
      list: (page) => this.subscriptions.list(page),
      sender: this.#sender,
      slots: new Slots(REQUESTS_MAX),
      clock,
      ids,
      logger,
      isOurTurn,
      random: () => Math.random(),
      onAttempt: (outcome) => this.telemetry.webhookAttempts.inc({ outcome }),
    };
  }
}
