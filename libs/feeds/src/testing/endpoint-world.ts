import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type OpsStore, openOpsStore } from '#ops-store';
import type { Partner } from '#partners';
import { uuidV7 } from '#platform';
import { LiveFeed } from '../live/live-feed.js';
import { EndpointDeliveries, type WebhookSubscription } from '../webhooks/application/endpoint-deliveries.js';
import type { EndpointParts } from '../webhooks/application/endpoint-parts.js';
import { Slots } from '../webhooks/application/slots.js';
import { WebhookRecords } from '../webhooks/application/webhook-records.js';
import { Counting } from './counting-source.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SLOTS = 100;

export const clock = { now: () => Date.parse('2026-03-04T08:00:00Z') };

export const subscription = (index: number, partnerId = 'acme', feeds = ['counting']): WebhookSubscription => ({
  id: `${partnerId}.${index}`,
  partnerId,
  feeds,
  selection: {},
  delivery: { kind: 'webhook', url: `https://${partnerId}.example/${index}` },
  createdAt: '2026-03-04T08:00:00Z',
  changedAt: '2026-03-04T08:00:00Z',
});

/** Endpoints that take everything, and what they were sent. */
export class EndpointWorld {
  readonly #feeds = new Map<string, LiveFeed>();
  /** Message ids by endpoint, in the order of their arrival. */
  readonly arrived = new Map<string, string[]>();
  readonly parts: EndpointParts;

  private constructor(
    readonly ops: OpsStore,
    private readonly folder: string,
  ) {
    this.parts = {
      records: new WebhookRecords(ops),
      feedNamed: (name) => this.#feeds.get(name),
      partnerOf: (id) => ({ id, roles: ['refurbisher'], suspended: false }) as unknown as Partner,
      sender: {
        send: async ({ url, headers }) => {
          this.arrived.set(url, [...this.arrivedAt(url), String(headers['webhook-id'])]);
          return { status: 200, millis: 1 };
        },
      },
      slots: new Slots({ all: SLOTS, partner: SLOTS }),
      clock,
      ids: uuidV7(clock),
      logger: pino({ level: 'silent' }),
      isOurTurn: () => true,
      random: () => 0.5,
      onAttempt: () => undefined,
    };
  }

  static async open(): Promise<EndpointWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'circulog-endpoints-'));
    return new EndpointWorld(await openOpsStore(`sqlite:${join(folder, 'ops.db')}`), folder);
  }

  async close(): Promise<void> {
    await this.ops.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  feed(name = 'counting'): Counting {
    const source = new Counting(() => 0, name);
    this.#feeds.set(name, new LiveFeed(source, () => undefined));
    return source;
  }

  arrivedAt(url: string): readonly string[] {
    return this.arrived.get(url) ?? [];
  }

  /** From now on, or from where it was left. */
  async begin(subscribed: WebhookSubscription): Promise<EndpointDeliveries> {
    await this.parts.records.putSecrets(subscribed.id, { current: SECRET }, 0);
    const opened = await EndpointDeliveries.open(subscribed, this.parts);
    if (opened === undefined) throw new Error('It has a secret.');
    opened.begin();
    return opened;
  }
}
