import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { Answers, problem, unlessRefused } from '#platform';
import type { Currency } from '#projections';
import { InvalidCursor } from '#read-store';
import { ExplainMetric } from '../application/explain-metric.handler.js';
import { ListMetrics, type MetricList } from '../application/list-metrics.handler.js';
import type { MetricExplanation } from '../application/metric-request.js';
import { ReadMetric } from '../application/read-metric.handler.js';
import { MeasuresCurrency } from './measures-currency.js';
import { metricExplanation, metricList } from './metric-list-view.js';
import {
  type ExplainParameters,
  explainParameters,
  type MetricParameters,
  metricParameters,
  requestOf,
} from './metric-schemas.js';
import { MetricAnswerView, viewOf } from './metric-view.js';
import { scopeOf } from './scope-of.js';

@ApiTags('metrics')
@Controller('v1/metrics')
@Requires('any-partner')
export class MetricsController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(MeasuresCurrency) private readonly measures: MeasuresCurrency,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Every metric: formula, unit, source, what it leaves out, how it can be asked for; and the factor sets.',
  })
  @Answers(200, 'All of them.', metricList)
  list(): Promise<MetricList> {
    return this.queries.execute(new ListMetrics());
  }

  @Get(':name')
  @ApiOperation({
    summary: 'Values by period and dimensions. Partners get their own rows, and totals that show no single partner.',
  })
  @ApiQuery({ name: 'by', required: false, example: 'partner,category' })
  @ApiQuery({ name: 'period', required: false, enum: ['month', 'quarter', 'year'] })
  @ApiQuery({ name: 'from', required: false, example: '2026-01' })
  @ApiQuery({ name: 'to', required: false, example: '2026-Q2' })
  @ApiQuery({ name: 'factorSet', required: false, example: 'ademe-2022-final@1' })
  @ApiQuery({
    name: 'displacement',
    required: false,
    example: '0.75',
    description:
      'Of avoided impact: the share of credited lives assumed to replace a new device, 0 to 1; echoed in `assumptions`.',
  })
  @ApiQuery({
    name: 'minPosition',
    required: false,
    description: 'Wait until the values know what was recorded up to here.',
  })
  @ApiOkResponse({ type: MetricAnswerView })
  async read(
    @Param('name') name: string,
    @Query({ schema: metricParameters }) parameters: MetricParameters,
    @CurrentCaller() caller: Caller,
  ): Promise<MetricAnswerView> {
    const currency = await this.measures.from(parameters.minPosition);
    const answer = await this.queries.execute(new ReadMetric(requestOf(name, parameters, scopeOf(caller))));
    return viewOf(unlessRefused(answer), currency);
  }

  @Get(':name/explain')
  @ApiOperation({
    summary:
      'The devices behind each input of the formula, and the events that say so; national masses that it divides by.',
    description:
      'Where a filter selects shares of a whole, as `returned=yes` does, an input named `<whole>Selected` holds what it selects.',
  })
  @ApiQuery({ name: 'input', required: false, description: 'One input of the formula only.' })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiQuery({ name: 'limit', required: false, example: 100 })
  @Answers(200, 'The inputs of the formula.', metricExplanation)
  async explain(
    @Param('name') name: string,
    @Query({ schema: explainParameters }) parameters: ExplainParameters,
    @CurrentCaller() caller: Caller,
  ): Promise<Omit<MetricExplanation, 'outcome'> & Currency> {
    const currency = await this.measures.from(parameters.minPosition);
    const request = requestOf(name, parameters, scopeOf(caller));
    const answer = await this.queries.execute(new ExplainMetric(request)).catch(refusedCursor);
    const { outcome: _, ...explanation } = unlessRefused(answer);
    return { ...explanation, ...currency };
  }
}

function refusedCursor(error: unknown): never {
  if (!(error instanceof InvalidCursor)) throw error;
  throw problem(422, 'wrong-cursor', error.message, { pointer: '/query/cursor', hint: 'Ask again without a cursor.' });
}
