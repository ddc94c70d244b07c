import { z } from 'zod';
import { avoidedFactorSchema, intensitySchema, lifetimeSchema, stageSchema } from '#impact/domain';
import { answerSchema } from '#platform';
import type { MetricComparison } from '../application/compare-metric.handler.js';
import type { MetricSimulation } from '../application/simulate-metric.handler.js';
import { PERIODS } from '../domain/period.js';

/** Suppositions of one kind: a simulation is a question, not a bulk load. */
const SUPPOSED_MAX = 100;
const VALUES_MAX = 50;

const text = z.string().min(1).max(200);
const share = z
  .string()
  .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'From 0 to 1, such as 0.75.')
  .meta({ example: '0.75' });

const lifetimes = z.array(
  lifetimeSchema
    .pick({ category: true, refurbishedYears: true })
    .extend({ newYears: lifetimeSchema.shape.newYears.exactOptional() }),
);
const factors = z.array(
  avoidedFactorSchema
    .pick({ category: true, indicator: true, amount: true })
    .extend({ functionalUnit: z.enum(['device-use-year', 'device']) }),
);
const intensities = z.array(intensitySchema.pick({ kind: true, of: true, indicator: true, perUnit: true }));

export const simulation = z.strictObject({
  by: z.array(text).max(VALUES_MAX).optional(),
  period: z.enum(PERIODS).optional(),
  from: text.optional(),
  to: text.optional(),
  filter: z.record(text, z.array(text).max(VALUES_MAX)).optional(),
  factorSet: text.optional().describe('What the suppositions start from'),
  displacement: z
    .strictObject({ lower: share, central: share, upper: share })
    .refine(({ lower, central, upper }) => Number(lower) <= Number(central) && Number(central) <= Number(upper), {
      message: 'Lower, central and upper are not in this order.',
      params: { rule: 'bounds-out-of-order' },
    })
    .optional()
    .describe('Shares of credited lives that replace a new device'),
  lifetimes: lifetimes.max(SUPPOSED_MAX).optional(),
  factors: factors.max(SUPPOSED_MAX).optional(),
  stages: z.array(stageSchema).max(SUPPOSED_MAX).optional(),
  intensities: intensities.max(SUPPOSED_MAX).optional(),
});
export type SimulationBody = z.output<typeof simulation>;

const coverage = z.object({
  known: z.number(),
  unknown: z.number(),
  reasons: z.array(z.object({ reason: z.string(), count: z.number() })),
});
const number = z.number().nullable();
const dimensions = z.record(z.string(), z.string().nullable());
const head = {
  metric: z.string(),
  period: z.enum(PERIODS),
  evaluationDay: z.string().nullable(),
  withheld: z.number().describe('Groups left out because they hold fewer than 3 partners or 20 devices'),
};
const bounds = { lower: z.number().exactOptional(), upper: z.number().exactOptional() };

export const metricComparison = answerSchema(
  'MetricComparison',
  z.object({
    ...head,
    sets: z.array(
      z.object({
        factorSet: z.string(),
        than: z.string(),
        why: z.array(
          z.object({
            reason: z.enum(['functional-unit', 'basis', 'edition', 'source', 'lifetimes']),
            detail: z.string(),
          }),
        ),
      }),
    ),
    rows: z.array(
      z.object({
        dimensions,
        period: z.string(),
        unit: z.string(),
        values: z.array(
          z.object({
            factorSet: z.string(),
            value: number,
            ...bounds,
            status: z.enum(['provisional', 'final', 'restated']),
            coverage,
          }),
        ),
        differences: z.array(
          z.object({
            factorSet: z.string(),
            than: z.string(),
            absolute: number.describe('null: one of the two is not known'),
            relative: number,
            why: z.array(z.string()),
          }),
        ),
      }),
    ),
    asOfPosition: z.string().nullable(),
    staleSince: z.string().exactOptional(),
  }) satisfies z.ZodType<Omit<MetricComparison, 'outcome'>>,
);

export const metricSimulation = answerSchema(
  'MetricSimulation',
  z.object({
    ...head,
    status: z.literal('simulated'),
    assumed: z.object({
      factorSet: z.string(),
      basis: z.string(),
      functionalUnit: z.string(),
      displacement: z.object({ lower: z.string(), central: z.string(), upper: z.string() }),
      suppositions: z.object({
        lifetimes: lifetimes.exactOptional(),
        factors: factors.exactOptional(),
        stages: z.array(stageSchema).exactOptional(),
        intensities: intensities.exactOptional(),
      }),
    }),
    rows: z.array(
      z.object({
        dimensions,
        period: z.string(),
        value: number,
        numerator: number,
        denominator: number,
        unit: z.string(),
        method: z.string(),
        factorSet: z.string().nullable(),
        status: z.literal('simulated'),
        coverage,
        ...bounds,
        assumptions: z.array(z.string()).exactOptional(),
      }),
    ),
    asOfPosition: z.string().nullable(),
    staleSince: z.string().exactOptional(),
  }) satisfies z.ZodType<Omit<MetricSimulation, 'outcome'>>,
);
