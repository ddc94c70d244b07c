import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ExplainMetricHandler } from './application/explain-metric.handler.js';
import { ListMetricsHandler } from './application/list-metrics.handler.js';
import { MetricQuery } from './application/metric-query.service.js';
import { ReadMetricHandler } from './application/read-metric.handler.js';
import { MetricsController } from './http/metrics.controller.js';

@Module({})
class MetricsModule {}

/** Metrics over `MEASURE_READER` and `METRIC_CALENDAR`, which `providers` give out of what `imports` export. */
export const metricsModule = (providers: Provider[], imports: ModuleMetadata['imports'] = []): DynamicModule => ({
  module: MetricsModule,
  imports: [CqrsModule, ...imports],
  controllers: [MetricsController],
  providers: [...providers, MetricQuery, ListMetricsHandler, ReadMetricHandler, ExplainMetricHandler],
  exports: [MetricQuery],
});
