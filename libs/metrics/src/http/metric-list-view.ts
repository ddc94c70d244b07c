import { z } from 'zod';
import { factorSetSchema } from '#impact/domain';
import { answerSchema } from '#platform';
import type { MetricList } from '../application/list-metrics.handler.js';
import type { MetricExplanation } from '../application/metric-request.js';
import { PERIODS } from '../domain/period.js';

const definition = z.object({
  name: z.string(),
  title: z.string(),
  formula: z.string(),
  numerator: z.string(),
  denominator: z.string().nullable(),
  unit: z.string(),
  scope: z.string(),
  source: z.string(),
  version: z.int().describe('Raised when the same measures would give another value'),
  excludes: z.array(z.string()),
  dimensions: z.array(z.string()).describe('What it can be broken down and filtered by'),
  alwaysBy: z.array(z.string()).describe('Those that every answer is broken down by'),
  periods: z.array(z.enum(PERIODS)),
  monthOf: z.string().describe('What decides the month that it counts in'),
  periodRule: z.enum(['event', 'cohort']).describe('Each fact in its own month, or all in the month of what began it'),
  partnerIs: z.string().describe('Whom it is attributed to'),
  events: z.array(z.string()).describe('Types of events that decide it most'),
  unknowns: z.string().describe('What becomes of cases that cannot be judged'),
  finalWhen: z.string().describe('When a value stops changing by itself'),
  range: z.string().nullable().describe('What `lower` and `upper` stand for; null: no assumption makes a range'),
  usesFactors: z.boolean(),
  reference: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).exactOptional(),
});

const [perUseYear, perDevice, byStage, byModel] = factorSetSchema.options;
const offered = { edition: z.string(), sha256: z.string() };
const factorSet = z.discriminatedUnion('basis', [
  perUseYear.extend(offered),
  perDevice.extend(offered),
  byStage.extend(offered),
  byModel.extend(offered),
]);

export const metricList = answerSchema(
  'MetricList',
  z.object({
    items: z.array(definition),
    notComputed: z
      .array(z.object({ indicator: z.string(), source: z.string(), reason: z.string() }))
      .describe('Indicators that no value is given for, and why'),
    factorSets: z.array(factorSet).describe('Those that ship; `GET /v1/factor-sets` has the imported ones as well'),
    defaultFactorSet: z.string().describe('The one that answers where none is named'),
  }) satisfies z.ZodType<MetricList>,
);

export const metricExplanation = answerSchema(
  'MetricExplanation',
  z.object({
    metric: z.string(),
    formula: z.string(),
    evaluationDay: z.string().nullable(),
    inputs: z.array(
      z.object({
        input: z.string().describe('The name that the formula gives it'),
        measure: z.string(),
        amount: z.string().describe('Exact, in the smallest unit of the measure'),
        pending: z.string().describe('What is not due yet'),
        subjects: z.array(z.object({ deviceId: z.string(), amount: z.string(), events: z.array(z.string()) })),
        next: z.string().exactOptional(),
      }),
    ),
    nationalMasses: z
      .array(
        z.object({
          country: z.string(),
          year: z.int(),
          weeeCategory: z.string(),
          massKg: z
            .string()
            .nullable()
            .describe('null: not stated, and the rates of the three years after are unknown'),
          edition: z.string().nullable().describe('The one that says so'),
          event: z.string().nullable().describe('The one that activated the edition'),
        }),
      )
      .describe('Of rates over masses put on national markets: those of the means that they divide by')
      .exactOptional(),
    asOfPosition: z.string().nullable(),
    staleSince: z.string().exactOptional(),
  }) satisfies z.ZodType<Omit<MetricExplanation, 'outcome'>>,
);
