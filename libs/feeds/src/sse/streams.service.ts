import type { ServerResponse } from 'node:http';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ApiKeys } from '#partners';
import { CONFIGURATION, type Configuration, LOGGER, type Logger, Telemetry } from '#platform';
import type { FeedSource } from '../domain/index.js';
import type { LiveFeed } from '../live/live-feed.js';
import { LiveFeeds } from '../live/live-feeds.js';
import { OpenStream, type Wish } from './open-stream.js';
import { placesOf } from './places-of.js';
import { StreamPlaces } from './stream-places.js';
import type { Followed } from './told-stream.js';

/** A key that is no longer good ends its streams within this time. */
const LOOK_MILLIS = 1_000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // Proxies that buffer answers would hold events back.
  'x-accel-buffering': 'no',
};

export interface StreamRequest extends Wish {
  sources: readonly FeedSource[];
  lastEventId: string | undefined;
  after: string | undefined;
}

/** Every stream of server-sent events that this process serves. */
@Injectable()
export class Streams implements OnModuleDestroy {
  readonly #open = new Map<OpenStream, Promise<void>>();
  readonly #places: StreamPlaces;
  readonly #heartbeatMillis: number;
  readonly #timer: NodeJS.Timeout;
  #closing = false;

  constructor(
    @Inject(LiveFeeds) private readonly feeds: LiveFeeds,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(CONFIGURATION) { limits }: Configuration,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Telemetry) private readonly telemetry: Telemetry,
  ) {
    this.#places = new StreamPlaces({ process: limits.sseStreams, partner: limits.sseStreamsPerPartner });
    this.#heartbeatMillis = limits.sseHeartbeatSeconds * 1_000;
    telemetry.observe('circulog_sse_streams', 'Streams of server-sent events that are open.', [], async (gauge) =>
      gauge.set(this.#open.size),
    );
    this.#timer = setInterval(() => this.#look(), Math.min(LOOK_MILLIS, this.#heartbeatMillis)).unref();
  }

  /** Resolves to what begins the stream on a response; until then it can be refused. Throws problems. */
  async prepare(request: StreamRequest): Promise<(response: ServerResponse, headers: object) => void> {
    const giveBack = this.#places.take(request.caller.partner.id);
    try {
      const { sources, lastEventId, after } = request;
      const places = await placesOf(sources, { lastEventId, after });
      const followed = await this.#join(sources, places);
      return (response, headers) => {
        response.writeHead(200, { ...headers, ...HEADERS });
        const stream = new OpenStream(response, followed, request, this.#count);
        const done = this.#serve(stream, followed).finally(giveBack);
        this.#open.set(stream, done);
      };
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** Streams end while the stores are open; their clients are told to come back, and do to whoever serves then. */
  async onModuleDestroy(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    for (const stream of this.#open.keys()) stream.end('shutdown', 'This process is shutting down.');
    await Promise.all(this.#open.values());
  }

  async #join(sources: readonly FeedSource[], places: Awaited<ReturnType<typeof placesOf>>): Promise<Followed[]> {
    const followed: Followed[] = [];
    try {
      for (const [index, source] of sources.entries()) {
        const live = this.feeds.named(source.feed.name) as LiveFeed;
        followed.push({ live, ring: await live.join(), after: places[index] ?? null });
      }
      return followed;
    } catch (error) {
      await leave(followed);
      throw error;
    }
  }

  async #serve(stream: OpenStream, followed: readonly Followed[]): Promise<void> {
    if (this.#closing) stream.end('shutdown', 'This process is shutting down.');
    const error = await stream.run();
    this.#open.delete(stream);
    this.telemetry.streamsEnded.inc({ by: stream.endedBy });
    if (error !== undefined) this.logger.error({ err: error }, 'a stream ended');
    await leave(followed);
  }

  #count = (feed: string, messages: number): void => this.telemetry.streamedMessages.inc({ feed }, messages);

  #look(): void {
    for (const stream of this.#open.keys()) {
      const { keyId, partner } = stream.wish.caller;
      const now = this.keys.callerBy(keyId);
      if (now === undefined) stream.end('key', 'Its key is no longer good.');
      else if (String(now.partner.roles) !== String(partner.roles))
        stream.end('key', 'Its partner has other roles now.');
      else stream.beat(this.#heartbeatMillis).catch((error: unknown) => this.logger.warn({ err: error }, 'a stream'));
    }
  }
}

async function leave(followed: readonly Followed[]): Promise<void> {
  for (const { live } of followed) await live.leave();
}
