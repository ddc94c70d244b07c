import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { EventStore } from '#event-store';
import { Freshness } from '#lifecycle';
import { EVENT_STORE, READ_STORE } from '#platform';
import { Projected } from '#projections';
import type { ReadStore } from '#read-store';
import { ExplainMetricHandler } from './application/explain-metric.handler.js';
import { ListMetricsHandler } from './application/list-metrics.handler.js';
import { MetricQuery } from './application/metric-query.service.js';
import { ReadMetricHandler } from './application/read-metric.handler.js';
import { MeasuresCurrency } from './http/measures-currency.js';
import { MetricsController } from './http/metrics.controller.js';

const currency: Provider[] = [
  {
    provide: Projected,
    inject: [READ_STORE, EVENT_STORE],
    useFactory: (reads: ReadStore, store: EventStore) => new Projected(reads, store),
  },
  Freshness,
  MeasuresCurrency,
];

@Module({})
class MetricsModule {}

/** Metrics over `MEASURE_READER` and `METRIC_CALENDAR`, which `providers` give out of what `imports` export. */
export const metricsModule = (providers: Provider[], imports: ModuleMetadata['imports'] = []): DynamicModule => ({
  module: MetricsModule,
  imports: [CqrsModule, ...imports],
  controllers: [MetricsController],
  providers: [...providers, ...currency, MetricQuery, ListMetricsHandler, ReadMetricHandler, ExplainMetricHandler],
  exports: [MetricQuery],
});
