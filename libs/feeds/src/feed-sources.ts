import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { JourneySeries } from '#lifecycle';
import { PartnerDirectoryService } from '#partners';
import {
  CLOCK,
  type Clock,
  CONFIGURATION,
  type Configuration,
  EVENT_STORE,
  LOGGER,
  type Logger,
  READ_STORE,
} from '#platform';
import { Projected } from '#projections';
import type { ReadStore } from '#read-store';
import { anomaliesFeed, custodyFeed, deviceEventsFeed, type FeedSource, partnerEventsFeed } from './domain/index.js';
import { JourneySteps } from './journeys/journey-steps.js';
import { linkedDevices } from './journeys/linked-devices.js';
import { logFeedOf } from './journeys/log-feed-of.js';
import { metricSources } from './metrics/metric-sources.js';
import { LogFeedSource } from './relay/log-feed-source.js';

/** Every feed that there is. Whatever carries feeds to subscribers takes them from here. */
@Injectable()
export class FeedSources {
  readonly all: readonly FeedSource[];
  readonly #byName: ReadonlyMap<string, FeedSource>;

  constructor(
    @Inject(EVENT_STORE) log: EventStore,
    @Inject(READ_STORE) reads: ReadStore,
    @Inject(PartnerDirectoryService) partners: PartnerDirectoryService,
    @Inject(CONFIGURATION) { limits }: Configuration,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    const linked = linkedDevices(reads, new Projected(reads, log), log);
    const parts = { log, partners, steps: new JourneySteps(new JourneySeries(log), linked) };
    const feeds = [
      deviceEventsFeed,
      ...[custodyFeed, anomaliesFeed, partnerEventsFeed].map((feed) => logFeedOf(feed, parts)),
    ];
    const { changeDays, metricsSeconds } = limits;
    const options = { log, reads, changeDays, now: () => clock.now(), everyMillis: metricsSeconds * 1_000, logger };
    this.all = [...feeds.map((feed) => new LogFeedSource(feed, log)), ...metricSources(options)];
    this.#byName = new Map(this.all.map((source) => [source.feed.name, source]));
  }

  named(name: string): FeedSource | undefined {
    return this.#byName.get(name);
  }
}
