import { type Turn, Turns, type TurnsOptions } from '#ops-store';
import { RelayFenced } from '../kafka/fencing.js';
import type { RelayStatus } from './feed-relay.js';

/** Publishes until it is stopped; a `FeedRelay` is one. */
export interface Publishing {
  readonly status: RelayStatus;
  run(): Promise<void>;
  stop(): void;
}

export interface RelayTurnsOptions extends Omit<TurnsOptions<Turn>, 'open'> {
  /** One for each feed, new for each turn. */
  open: () => readonly Publishing[];
}

/** Publishes all feeds while it is this process's turn, and stands by while it is another's. */
export class RelayTurns {
  readonly #turns: Turns<RelayTurn>;
  #fenced: RelayFenced | undefined;

  constructor({ open, ...rest }: RelayTurnsOptions) {
    this.#turns = new Turns({
      ...rest,
      open: ({ over }) =>
        new RelayTurn(open(), (error) => {
          this.#fenced ??= error;
          over();
          if (error !== undefined) this.#turns.end();
        }),
    });
  }

  /** `undefined` while it stands by. */
  get statuses(): readonly RelayStatus[] | undefined {
    return this.#turns.work?.statuses;
  }

  stop(): void {
    this.#turns.end();
  }

  /** Resolves when stopped and nothing is under way; throws `RelayFenced` where another relay published all the same. */
  async run(): Promise<void> {
    await this.#turns.run();
    if (this.#fenced !== undefined) throw this.#fenced;
  }
}

class RelayTurn implements Turn {
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly feeds: readonly Publishing[],
    /** Told when a feed has ended, and by whom it was fenced if it was. */
    private readonly ended: (fenced: RelayFenced | undefined) => void,
  ) {}

  get statuses(): readonly RelayStatus[] {
    return this.feeds.map(({ status }) => status);
  }

  async start(): Promise<void> {
    const running = this.feeds.map((feed) =>
      feed.run().then(
        () => this.ended(undefined),
        (error: unknown) => this.ended(error instanceof RelayFenced ? error : undefined),
      ),
    );
    this.#running = Promise.all(running);
  }

  async stop(): Promise<void> {
    for (const feed of this.feeds) feed.stop();
    await this.#running;
  }

  told() {
    return { feeds: this.statuses.map(({ reached, ...rest }) => ({ ...rest, position: reached?.position ?? null })) };
  }
}
