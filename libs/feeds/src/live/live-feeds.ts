import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '#platform';
import type { FeedSource } from '../domain/index.js';
import { FeedSources } from '../feed-sources.js';
import { LiveFeed } from './live-feed.js';

/** The live reading of each feed, shared by all streams and webhooks of this process. */
@Injectable()
export class LiveFeeds {
  readonly #byName: ReadonlyMap<string, LiveFeed>;

  constructor(@Inject(FeedSources) sources: FeedSources, @Inject(LOGGER) logger: Logger) {
    const liveOf = (source: FeedSource) => {
      const { name: feed } = source.feed;
      return new LiveFeed(source, (error) =>
        logger.error({ err: error, feed }, 'a feed cannot be read, and is tried again'),
      );
    };
    this.#byName = new Map(sources.all.map((source) => [source.feed.name, liveOf(source)]));
  }

  named(name: string): LiveFeed | undefined {
    return this.#byName.get(name);
  }
}
