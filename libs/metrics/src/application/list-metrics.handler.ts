import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { MetricDefinition } from '../domain/metric.js';
import { metrics } from '../domain/metrics/index.js';

export class ListMetrics extends Query<readonly MetricDefinition[]> {}

@QueryHandler(ListMetrics)
export class ListMetricsHandler implements IQueryHandler<ListMetrics> {
  async execute(): Promise<readonly MetricDefinition[]> {
    return metrics.map(({ definition }) => definition);
  }
}
