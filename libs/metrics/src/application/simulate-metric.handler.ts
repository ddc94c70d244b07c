import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Displacement, editionName, FULL_DISPLACEMENT, type Suppositions, supposing } from '#impact/domain';
import type { Failure, Refusal } from '#kernel';
import { MetricQuery } from './metric-query.service.js';
import type { MetricAnswer, MetricRequest, MetricRow } from './metric-request.js';

export interface SimulationRequest extends MetricRequest {
  suppositions: Suppositions;
  /** Shares in ascending order. */
  displacementRange?: Displacement;
}

export type SimulatedRow = Omit<MetricRow, 'status'> & { status: 'simulated' };

/** What would be, beside everything that was assumed for it. Nothing of it is kept or published. */
export interface MetricSimulation extends Omit<MetricAnswer, 'outcome' | 'rows'> {
  outcome: 'simulated';
  status: 'simulated';
  assumed: {
    factorSet: string;
    basis: string;
    functionalUnit: string;
    displacement: Displacement;
    suppositions: Suppositions;
  };
  rows: SimulatedRow[];
}

export class SimulateMetric extends Query<MetricSimulation | Refusal> {
  constructor(readonly request: SimulationRequest) {
    super();
  }
}

@QueryHandler(SimulateMetric)
export class SimulateMetricHandler implements IQueryHandler<SimulateMetric> {
  constructor(@Inject(MetricQuery) private readonly metrics: MetricQuery) {}

  async execute({ request }: SimulateMetric): Promise<MetricSimulation | Refusal> {
    const { suppositions, displacementRange, ...asked } = request;
    const resolved = await this.metrics.resolve(asked);
    if (resolved.outcome === 'refused') return resolved;
    const { metric, question } = resolved;
    if (!metric.definition.usesFactors) return misfit([noFactors(metric.definition.name)]);
    const { factorSet } = question;
    const supposed = supposing(factorSet, suppositions);
    if (isFailures(supposed)) return misfit(supposed);
    const displacement = displacementRange ?? FULL_DISPLACEMENT;
    const answer = await this.metrics.answer(
      { ...resolved, question: { ...question, factorSet: supposed, displacement } },
      request.scope,
    );
    if (answer.outcome === 'refused') return answer;
    const base = editionName(factorSet);
    const rows = answer.rows.map(
      (row): SimulatedRow => ({ ...row, factorSet: `${base}, simulated`, status: 'simulated' }),
    );
    const { basis, functionalUnit } = factorSet;
    const assumed = { factorSet: base, basis, functionalUnit, displacement, suppositions };
    return { ...answer, outcome: 'simulated', status: 'simulated', assumed, rows };
  }
}

const isFailures = (answer: object): answer is Failure[] => Array.isArray(answer);

const misfit = (errors: Failure[]): Refusal => ({
  outcome: 'refused',
  status: 422,
  title: 'The simulation does not fit the metric or its factor set',
  errors,
});

const noFactors = (name: string): Failure => ({
  pointer: '/path/name',
  rule: 'no-factors-used',
  detail: `${name} applies no factor set: there is nothing to suppose.`,
});
