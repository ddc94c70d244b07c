import { type Logger, pause } from '#platform';
import type { FeedPosition, FeedSource, FeedStep } from '../domain/index.js';
import { RelayFenced } from '../kafka/fencing.js';
import type { Outlet } from './outlet.js';

export interface RelayStatus {
  feed: string;
  /** `waiting`: the brokers or the source cannot be reached; it tries again by itself. */
  state: 'starting' | 'publishing' | 'waiting' | 'ended';
  reached: FeedPosition | null;
  published: number;
  problem?: string;
}

export interface FeedRelayOptions {
  source: FeedSource;
  /** Fences whoever has published until then. */
  openOutlet: () => Promise<Outlet>;
  /** Whether no other process can be publishing by now; absent: there is none. */
  isOurTurn?: () => boolean;
  logger: Logger;
  /** Longest pause between attempts. */
  pauseMillisMax?: number;
}

const FIRST_PAUSE_MILLIS = 50;
const PAUSE_MILLIS_MAX = 5_000;

/** Publishes one feed, exactly once, until it is stopped or fenced. */
export class FeedRelay {
  readonly #ending = new AbortController();
  #status: RelayStatus;

  constructor(private readonly options: FeedRelayOptions) {
    this.#status = { feed: options.source.feed.name, state: 'starting', reached: null, published: 0 };
  }

  get status(): RelayStatus {
    return this.#status;
  }

  /** Ends after the transaction under way. */
  stop(): void {
    this.#ending.abort();
  }

  /** Resolves when stopped; throws `RelayFenced` when another relay took over. Other failures are waited out. */
  async run(): Promise<void> {
    let millis = FIRST_PAUSE_MILLIS;
    try {
      while (!this.#ending.signal.aborted) {
        const before = this.#status.published;
        try {
          await this.#session();
        } catch (error) {
          if (error instanceof RelayFenced) throw error;
          this.#tellTrouble(error);
        }
        millis = this.#status.published > before ? FIRST_PAUSE_MILLIS : millis * 2;
        await pause(Math.min(millis, this.options.pauseMillisMax ?? PAUSE_MILLIS_MAX), this.#ending.signal);
      }
    } finally {
      this.#status = { ...this.#status, state: 'ended' };
    }
  }

  /** One time with the brokers: until something fails, whose fate then is read from the brokers anew. */
  async #session(): Promise<void> {
    const { source, openOutlet, isOurTurn } = this.options;
    if (isOurTurn?.() === false) throw new Error('It may be the turn of another relay.');
    const outlet = await openOutlet();
    const session = new AbortController();
    const signal = AbortSignal.any([session.signal, this.#ending.signal]);
    try {
      const reached = outlet.positionOf(source.feed.name);
      this.#tellPublishing(reached);
      for await (const steps of source.read(reached, signal)) await this.#publish(outlet, steps);
    } finally {
      session.abort();
      await outlet.close().catch(() => undefined);
    }
  }

  async #publish(outlet: Outlet, steps: readonly FeedStep[]): Promise<void> {
    const last = steps.at(-1);
    if (last === undefined) return;
    const messages = steps.flatMap((step) => step.messages);
    await outlet.publish(this.options.source.feed, messages, last.reached);
    const published = this.#status.published + messages.length;
    this.#status = { feed: this.#status.feed, state: 'publishing', reached: last.reached, published };
  }

  #tellPublishing(reached: FeedPosition | null): void {
    const { feed, published, state } = this.#status;
    if (state === 'waiting') this.options.logger.info({ feed }, 'feed goes on');
    this.#status = { feed, state: 'publishing', reached, published };
  }

  /** Once for each time of trouble, however many attempts it takes. */
  #tellTrouble(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (this.#status.state !== 'waiting') {
      this.options.logger.warn({ feed: this.#status.feed, problem }, 'feed waits and tries again');
    }
    this.#status = { ...this.#status, state: 'waiting', problem };
  }
}
