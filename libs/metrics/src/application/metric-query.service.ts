import { Inject, Injectable } from '@nestjs/common';
import type { Month, Refusal } from '#kernel';
import { evaluate, readings, readingsBehind } from '../domain/evaluate.js';
import type { MeasureReader, MetricCalendar } from '../domain/measure-reader.js';
import type { Metric, Question, Tables } from '../domain/metric.js';
import { massesOfMeans } from '../domain/put-on-market/masses-of-means.js';
import type { ExplainedInput, MetricAnswer, MetricExplanation, MetricRequest, MetricScope } from './metric-request.js';
import { attributionOf, networkTotals, ownRows } from './privacy.js';
import { type Resolved, resolveQuestion } from './resolve-question.js';
import { type Closings, inRowOrder, rowOf } from './row.js';
import {
  FACTOR_SETS,
  type FactorSetOffer,
  MEASURE_READER,
  METRIC_CALENDAR,
  NATIONAL_MASSES,
  type NationalMassesOffer,
  NO_MASSES,
  SHIPPED_OFFER,
} from './tokens.js';

/** Rows of one answer; more are refused with the advice to ask for less. */
export const MAX_ROWS = 10_000;
/** Devices per input of an explanation's page. */
export const MAX_SUBJECTS = 500;

export interface ExplainRequest extends MetricRequest {
  /** Only this input of the formula. */
  input?: string;
  after?: string;
  limit?: number;
}

@Injectable()
export class MetricQuery {
  constructor(
    @Inject(MEASURE_READER) private readonly reader: MeasureReader,
    @Inject(METRIC_CALENDAR) private readonly calendar: MetricCalendar,
    @Inject(FACTOR_SETS) private readonly sets: FactorSetOffer = SHIPPED_OFFER,
    @Inject(NATIONAL_MASSES) private readonly national: NationalMassesOffer = NO_MASSES,
  ) {}

  async query(request: MetricRequest): Promise<MetricAnswer | Refusal> {
    const resolved = await this.resolve(request);
    return resolved.outcome === 'refused' ? resolved : this.answer(resolved, request.scope);
  }

  /** The rows of a question that was checked; `reader` may remember what was read for another one. */
  async answer(
    { metric, question, changedAt }: Resolved,
    scope: MetricScope,
    reader: MeasureReader = this.reader,
  ): Promise<MetricAnswer | Refusal> {
    const measures = Object.values(readings(metric, question)).map(({ measure }) => measure);
    const [tables, closed, restated, closedAtChange] = await Promise.all([
      this.tables(metric, question, reader),
      this.calendar.closedPeriods(),
      this.calendar.restatedPeriods([...new Set(measures)]),
      changedAt === undefined ? new Set<Month>() : this.calendar.closedBefore(changedAt),
    ]);
    const figures = evaluate(metric, question, tables);
    const total = scope.kind === 'partner' && attributionOf(question) === undefined;
    const { shown, withheld } = total
      ? await networkTotals(figures, metric, question, reader)
      : { shown: figures, withheld: 0 };
    if (shown.length > MAX_ROWS) return tooManyRows(shown.length);
    const closedBefore = await this.closedBefore(new Set(shown.flatMap(({ changedAt = [] }) => changedAt)));
    const closings = { closed, restated, closedAtChange, closedBefore };
    const rows = shown.map((figure) => rowOf(figure, metric, question, closings));
    rows.sort(inRowOrder);
    return {
      outcome: 'answered',
      metric: metric.definition.name,
      period: question.period,
      evaluationDay: question.evaluationDay ?? null,
      rows,
      withheld,
    };
  }

  private async closedBefore(positions: ReadonlySet<string>): Promise<Closings['closedBefore']> {
    const closed = [...positions].map(async (one) => [one, await this.calendar.closedBefore(one)] as const);
    return new Map(await Promise.all(closed));
  }

  /** What the inputs of a value are made of: the devices, and the events behind what each adds. */
  async explain(request: ExplainRequest): Promise<MetricExplanation | Refusal> {
    const { scope, filter } = request;
    const own = scope.kind === 'partner' && !hasAttribution(request);
    const asked = own ? { ...request, filter: { ...filter, partner: [scope.partnerId] } } : request;
    const resolved = await this.resolve(asked);
    if (resolved.outcome === 'refused') return resolved;
    const { metric, question } = resolved;
    const inputs = Object.entries(readingsBehind(metric, question)).filter(
      ([name]) => request.input === undefined || request.input === name,
    );
    return {
      outcome: 'explained',
      metric: metric.definition.name,
      formula: metric.definition.formula,
      evaluationDay: question.evaluationDay ?? null,
      inputs: await Promise.all(inputs.map(([name, query]) => this.input(name, query, request))),
      ...(request.input === undefined ? await this.massesBehind(resolved) : {}),
    };
  }

  private async massesBehind({ metric, question }: Resolved): Promise<Pick<MetricExplanation, 'nationalMasses'>> {
    const { nationalMasses } = question;
    if (nationalMasses === undefined) return {};
    const figures = evaluate(metric, question, await this.tables(metric, question, this.reader));
    return { nationalMasses: massesOfMeans(figures, nationalMasses) };
  }

  private async tables(metric: Metric, question: Question, reader: MeasureReader): Promise<Tables> {
    const names = Object.entries(readings(metric, question));
    const tables = await Promise.all(names.map(async ([name, query]) => [name, await reader.read(query)] as const));
    return Object.fromEntries(tables);
  }

  private async input(
    input: string,
    query: Parameters<MeasureReader['read']>[0],
    { after, limit = MAX_SUBJECTS }: ExplainRequest,
  ): Promise<ExplainedInput> {
    const page = { limit: Math.min(limit, MAX_SUBJECTS), ...(after === undefined ? {} : { after }) };
    const [rows, { subjects, next }] = await Promise.all([
      this.reader.read({ ...query, groupBy: [] }),
      this.reader.subjects({ ...query, groupBy: [] }, page),
    ]);
    const total = (of: 'amount' | 'pending') => rows.reduce((sum, row) => sum + row[of], 0n).toString();
    return {
      input,
      measure: query.measure,
      amount: total('amount'),
      pending: total('pending'),
      subjects: subjects.map(({ deviceId, amount, because }) => {
        return { deviceId, amount: amount.toString(), events: [...because] };
      }),
      ...(next === undefined ? {} : { next }),
    };
  }

  /** Checks a question, against the factor sets that are on offer now. */
  async resolve(request: MetricRequest): Promise<Resolved | Refusal> {
    const resolved = resolveQuestion(request, await this.sets.offered());
    if (resolved.outcome === 'refused') return resolved;
    const question = ownRows(resolved.question, request.scope);
    if ('outcome' in question) return question;
    const evaluationDay = await this.calendar.evaluationDay();
    const day = evaluationDay === undefined ? {} : { evaluationDay };
    const masses = resolved.metric.usesNationalMasses ? { nationalMasses: await this.national.masses() } : {};
    return { ...resolved, question: { ...question, ...day, ...masses } };
  }
}

const hasAttribution = ({ filter = {}, by = [] }: MetricRequest): boolean =>
  ['partner', 'seller', 'marketplace'].some((name) => by.includes(name) || name in filter);

const tooManyRows = (count: number): Refusal => ({
  outcome: 'refused',
  status: 422,
  title: 'Too many rows',
  errors: [
    {
      pointer: '/query',
      rule: 'too-many-rows',
      detail: `The answer would have ${count} rows; at most ${MAX_ROWS} are given.`,
      hint: 'Fewer dimensions, longer periods, a shorter range or a filter.',
    },
  ],
});
