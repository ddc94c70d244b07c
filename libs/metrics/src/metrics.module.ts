import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { EventStore } from '#event-store';
import { FactorSets } from '#impact';
import { Freshness } from '#lifecycle';
import { EVENT_STORE, READ_STORE } from '#platform';
import { Projected } from '#projections';
import type { ReadStore } from '#read-store';
import { CompareMetricHandler } from './application/compare-metric.handler.js';
import { ExplainMetricHandler } from './application/explain-metric.handler.js';
import { ListMetricsHandler } from './application/list-metrics.handler.js';
import { MetricQuery } from './application/metric-query.service.js';
import { PutOnMarket } from './application/put-on-market.service.js';
import { ReadMetricHandler } from './application/read-metric.handler.js';
import { SimulateMetricHandler } from './application/simulate-metric.handler.js';
import { FACTOR_SETS, NATIONAL_MASSES } from './application/tokens.js';
import { MeasuresCurrency } from './http/measures-currency.js';
import { MetricsController } from './http/metrics.controller.js';
import { WhatIfController } from './http/what-if.controller.js';
import { PutOnMarketModule } from './put-on-market.module.js';

const currency: Provider[] = [
  {
    provide: Projected,
    inject: [READ_STORE, EVENT_STORE],
    useFactory: (reads: ReadStore, store: EventStore) => new Projected(reads, store),
  },
  { provide: FACTOR_SETS, useExisting: FactorSets },
  { provide: NATIONAL_MASSES, useExisting: PutOnMarket },
  Freshness,
  MeasuresCurrency,
];

@Module({})
class MetricsModule {}

/** Metrics over `MEASURE_READER` and `METRIC_CALENDAR`, and the `FactorSets` of `#impact`, which `providers` give out of what `imports` export. */
export const metricsModule = (providers: Provider[], imports: ModuleMetadata['imports'] = []): DynamicModule => ({
  module: MetricsModule,
  imports: [CqrsModule, PutOnMarketModule, ...imports],
  controllers: [MetricsController, WhatIfController],
  providers: [
    ...providers,
    ...currency,
    MetricQuery,
    ListMetricsHandler,
    ReadMetricHandler,
    ExplainMetricHandler,
    CompareMetricHandler,
    SimulateMetricHandler,
  ],
  exports: [MetricQuery],
});
