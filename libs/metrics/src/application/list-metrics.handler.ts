import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { contentHash, editionName, type FactorSet, factorSets } from '#impact/domain';
import type { MetricDefinition } from '../domain/metric.js';
import { metrics } from '../domain/metrics/index.js';
import { NOT_COMPUTED, type NotComputed } from '../domain/not-computed.js';
import { FACTOR_SETS, type FactorSetOffer } from './tokens.js';

/** A factor set as it is offered: its whole content, the name to ask for it, and the hash that pins it. */
export type OfferedFactorSet = Omit<FactorSet, 'edition'> & { edition: string; sha256: string };

export interface MetricList {
  items: readonly MetricDefinition[];
  notComputed: readonly NotComputed[];
  /** Those that ship; `GET /v1/factor-sets` has those that were imported as well. */
  factorSets: readonly OfferedFactorSet[];
  /** The one that answers where none is named. */
  defaultFactorSet: string;
}

export class ListMetrics extends Query<MetricList> {}

@QueryHandler(ListMetrics)
export class ListMetricsHandler implements IQueryHandler<ListMetrics> {
  constructor(@Inject(FACTOR_SETS) private readonly sets: FactorSetOffer) {}

  async execute(): Promise<MetricList> {
    return {
      defaultFactorSet: editionName((await this.sets.offered()).default),
      items: metrics.map(({ definition }) => definition),
      notComputed: NOT_COMPUTED,
      factorSets: factorSets.map((set) => ({ ...set, edition: editionName(set), sha256: contentHash(set) })),
    };
  }
}
