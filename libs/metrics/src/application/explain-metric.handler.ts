import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Refusal } from '#kernel';
import { type ExplainRequest, MetricQuery } from './metric-query.service.js';
import type { MetricExplanation } from './metric-request.js';

export class ExplainMetric extends Query<MetricExplanation | Refusal> {
  constructor(readonly request: ExplainRequest) {
    super();
  }
}

@QueryHandler(ExplainMetric)
export class ExplainMetricHandler implements IQueryHandler<ExplainMetric> {
  constructor(@Inject(MetricQuery) private readonly metrics: MetricQuery) {}

  execute({ request }: ExplainMetric): Promise<MetricExplanation | Refusal> {
    return this.metrics.explain(request);
  }
}
