import type { Logger } from '#platform';
import type { FeedSource } from '../domain/index.js';
import { MetricHistory, type MetricHistoryOptions } from './metric-history.js';
import { MetricValuesSource } from './metric-values-source.js';
import { RestatementsSource } from './restatements-source.js';

export interface MetricSourcesOptions extends MetricHistoryOptions {
  everyMillis: number;
  logger: Logger;
}

/** The feeds that are made from the change list of measures. */
export function metricSources({ everyMillis, logger, ...rest }: MetricSourcesOptions): FeedSource[] {
  const history = new MetricHistory(rest);
  return [
    new MetricValuesSource({
      history,
      everyMillis,
      onRepublish: (why) => logger.info({ feed: 'metrics', why }, 'all present values are published again'),
    }),
    new RestatementsSource({
      history,
      onGap: (why) => logger.warn({ feed: 'restatements', why }, 'restatements go on from the first that is kept'),
    }),
  ];
}
