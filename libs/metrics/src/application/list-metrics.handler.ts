import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { contentHash, editionName, type FactorSet, factorSets } from '#impact/domain';
import type { MetricDefinition } from '../domain/metric.js';
import { metrics } from '../domain/metrics/index.js';

/** A factor set as it is offered: its whole content, the name to ask for it, and the hash that pins it. */
export type OfferedFactorSet = Omit<FactorSet, 'edition'> & { edition: string; sha256: string };

export interface MetricList {
  items: readonly MetricDefinition[];
  /** The first is the default. */
  factorSets: readonly OfferedFactorSet[];
}

export class ListMetrics extends Query<MetricList> {}

@QueryHandler(ListMetrics)
export class ListMetricsHandler implements IQueryHandler<ListMetrics> {
  async execute(): Promise<MetricList> {
    return {
      items: metrics.map(({ definition }) => definition),
      factorSets: factorSets.map((set) => ({ ...set, edition: editionName(set), sha256: contentHash(set) })),
    };
  }
}
