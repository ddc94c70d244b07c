export type { GroupSizes } from './application/group-sizes.js';
export { type ExplainRequest, MetricQuery } from './application/metric-query.service.js';
export type {
  MetricAnswer,
  MetricExplanation,
  MetricRequest,
  MetricRow,
  MetricScope,
} from './application/metric-request.js';
export {
  type MetricState,
  type NeededCells,
  neededCells,
  PUBLISHED_BY,
  type PublishedRow,
  PublishedRows,
  publishedSizes,
} from './application/published-rows.js';
export { type PutOnMarketActivation, PutOnMarketHistory } from './application/put-on-market-history.js';
export { MEASURE_READER, METRIC_CALENDAR } from './application/tokens.js';
export * from './domain/index.js';
export { metricsModule } from './metrics.module.js';
