import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Refusal } from '#kernel';
import { MetricQuery } from './metric-query.service.js';
import type { MetricAnswer, MetricRequest } from './metric-request.js';

export class ReadMetric extends Query<MetricAnswer | Refusal> {
  constructor(readonly request: MetricRequest) {
    super();
  }
}

@QueryHandler(ReadMetric)
export class ReadMetricHandler implements IQueryHandler<ReadMetric> {
  constructor(@Inject(MetricQuery) private readonly metrics: MetricQuery) {}

  execute({ request }: ReadMetric): Promise<MetricAnswer | Refusal> {
    return this.metrics.query(request);
  }
}
