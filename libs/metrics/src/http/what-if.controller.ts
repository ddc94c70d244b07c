import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { Answers, unlessRefused } from '#platform';
import type { Currency } from '#projections';
import { CompareMetric, type MetricComparison } from '../application/compare-metric.handler.js';
import {
  type MetricSimulation,
  SimulateMetric,
  type SimulationRequest,
} from '../application/simulate-metric.handler.js';
import { MeasuresCurrency } from './measures-currency.js';
import { type CompareParameters, compareParameters, requestOf } from './metric-schemas.js';
import { scopeOf } from './scope-of.js';
import { metricComparison, metricSimulation, type SimulationBody, simulation } from './what-if-schemas.js';

/** The same lives under other factors or assumptions: read-only, and nothing of it is published. */
@ApiTags('metrics')
@Controller('v1/metrics')
@Requires('any-partner')
export class WhatIfController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(MeasuresCurrency) private readonly measures: MeasuresCurrency,
  ) {}

  @Get(':name/compare')
  @ApiOperation({ summary: 'Values of the same lives with two to five factor sets, and why they differ.' })
  @ApiQuery({ name: 'factorSets', example: 'ademe-2022-final@1,backmarket-2024@1' })
  @ApiQuery({ name: 'by', required: false, example: 'category' })
  @ApiQuery({ name: 'period', required: false, enum: ['month', 'quarter', 'year'] })
  @ApiQuery({ name: 'from', required: false, example: '2026-01' })
  @ApiQuery({ name: 'to', required: false, example: '2026-Q2' })
  @ApiQuery({ name: 'displacement', required: false, example: '0.75' })
  @ApiQuery({ name: 'minPosition', required: false })
  @Answers(200, 'Rows with the values side by side.', metricComparison)
  async compare(
    @Param('name') name: string,
    @Query({ schema: compareParameters }) { factorSets, ...parameters }: CompareParameters,
    @CurrentCaller() caller: Caller,
  ): Promise<Omit<MetricComparison, 'outcome'> & Currency> {
    const currency = await this.measures.from(parameters.minPosition);
    const request = { ...requestOf(name, parameters, scopeOf(caller)), factorSets };
    const { outcome: _, ...comparison } = unlessRefused(await this.queries.execute(new CompareMetric(request)));
    return { ...comparison, ...currency };
  }

  @Post(':name/simulate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'What the values would be with other lifetimes, displacement or factors; labelled simulated, never kept.',
  })
  @Answers(200, 'Simulated rows, and all that was assumed.', metricSimulation)
  async simulate(
    @Param('name') name: string,
    @Body({ schema: simulation }) body: SimulationBody,
    @CurrentCaller() caller: Caller,
  ): Promise<Omit<MetricSimulation, 'outcome'> & Currency> {
    const currency = await this.measures.from(undefined);
    const { displacement: displacementRange, lifetimes, factors, stages, intensities, ...question } = body;
    const suppositions = { lifetimes, factors, stages, intensities };
    const asked = { ...question, name, scope: scopeOf(caller), suppositions, displacementRange };
    const request = withoutUndefined(asked) as unknown as SimulationRequest;
    const { outcome: _, ...simulated } = unlessRefused(await this.queries.execute(new SimulateMetric(request)));
    return { ...simulated, ...currency };
  }
}

/** Members that the body does not have are not there, on any level that is ours. */
function withoutUndefined(members: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [name, name === 'suppositions' ? withoutUndefined(Object(value)) : value]),
  );
}
