import { pino } from 'pino';
import { FeedRelay, type LogFeed, LogFeedSource, Publication } from '#feeds';
import type { LogAndTopics } from './log-and-topics.js';

const logger = pino({ level: 'silent' });

/** A relay at work in this process, until it is stopped. */
export class RunningRelay {
  readonly #relay: FeedRelay;
  readonly #source: LogFeedSource;
  readonly #placed = Promise.withResolvers<void>();
  readonly #run: Promise<void>;

  constructor({ kafka, log }: LogAndTopics, feed: LogFeed) {
    this.#source = new LogFeedSource(feed, log);
    const openOutlet = async () => {
      const publication = await Publication.open({ kafka, transactionalId: feed.name, source: 'urn:circulog:bench' });
      this.#placed.resolve();
      return publication;
    };
    this.#relay = new FeedRelay({ source: this.#source, logger, openOutlet });
    this.#run = this.#relay.run();
  }

  /** Until it has connected and found its place, which it tries until it can. */
  placed(): Promise<void> {
    return this.#placed.promise;
  }

  get published(): number {
    return this.#relay.status.published;
  }

  /** Events of the log that it has not published. */
  lag(): Promise<number> {
    return this.#source.lag(this.#relay.status.reached);
  }

  async stop(): Promise<void> {
    this.#relay.stop();
    await this.#run;
  }
}
