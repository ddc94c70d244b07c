import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { FactorSet } from '#impact/domain';
import type { Refusal } from '#kernel';
import type { MeasureReader } from '../domain/measure-reader.js';
import type { Period } from '../domain/period.js';
import { type ComparedRow, compareAnswers, type SetsCompared } from './comparison.js';
import { MetricQuery } from './metric-query.service.js';
import type { MetricAnswer, MetricRequest } from './metric-request.js';
import { RememberingReader } from './remembering-reader.js';
import { MEASURE_READER } from './tokens.js';

/** Sets of one comparison. */
export const COMPARED_MAX = 5;

export interface MetricComparison {
  outcome: 'compared';
  metric: string;
  period: Period;
  evaluationDay: string | null;
  sets: SetsCompared[];
  rows: ComparedRow[];
  withheld: number;
}

export type CompareRequest = Omit<MetricRequest, 'factorSet'> & { factorSets: readonly string[] };

export class CompareMetric extends Query<MetricComparison | Refusal> {
  constructor(readonly request: CompareRequest) {
    super();
  }
}

@QueryHandler(CompareMetric)
export class CompareMetricHandler implements IQueryHandler<CompareMetric> {
  constructor(
    @Inject(MetricQuery) private readonly metrics: MetricQuery,
    @Inject(MEASURE_READER) private readonly measures: MeasureReader,
  ) {}

  async execute({ request: { factorSets, ...request } }: CompareMetric): Promise<MetricComparison | Refusal> {
    const names = [...new Set(factorSets)];
    if (names.length < 2 || names.length > COMPARED_MAX) return wrongNumber(names.length);
    const reader = new RememberingReader(this.measures);
    const answers: { set: FactorSet; answer: MetricAnswer }[] = [];
    for (const factorSet of names) {
      const resolved = await this.metrics.resolve({ ...request, factorSet });
      if (resolved.outcome === 'refused') return resolved;
      const answer = await this.metrics.answer(resolved, request.scope, reader);
      if (answer.outcome === 'refused') return answer;
      answers.push({ set: resolved.question.factorSet, answer });
    }
    const { metric = request.name, period = 'month', evaluationDay = null, withheld = 0 } = answers[0]?.answer ?? {};
    return { outcome: 'compared', metric, period, evaluationDay, withheld, ...compareAnswers(answers) };
  }
}

const wrongNumber = (count: number): Refusal => ({
  outcome: 'refused',
  status: 422,
  title: 'Nothing to compare',
  errors: [
    {
      pointer: '/query/factorSets',
      rule: 'out-of-range',
      detail: `${count} factor sets are named; a comparison takes 2 to ${COMPARED_MAX}.`,
      hint: 'Such as factorSets=ademe-2022-final@1,backmarket-2024@1.',
    },
  ],
});
