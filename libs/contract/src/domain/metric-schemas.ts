import { z } from 'zod';
import { type JsonSchema, opened, schemaOf } from './json-schema.js';

const dimensions = z
  .record(z.string(), z.string().nullable())
  .describe('Of the group; null: not known. A row with `unknown` counts what could not be judged, by reason');

const figures = {
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  lower: z.number().exactOptional(),
  upper: z.number().exactOptional(),
  coverage: z.object({
    known: z.int(),
    unknown: z.int(),
    reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
  }),
};

const row = {
  metric: z.string(),
  dimensions,
  period: z.string(),
  unit: z.string(),
  method: z.string().describe('The metric with the version of its method'),
  factorSet: z.string().nullable().describe('The one that the value follows from; null: the metric has none'),
};

const value = z.object({
  ...row,
  ...figures,
  status: z.enum(['provisional', 'final', 'restated']),
  assumptions: z.array(z.string()).exactOptional(),
  absent: z
    .enum(['empty', 'withheld'])
    .describe('There is no such row any more: nothing is left to count, or the group is too small to be shown')
    .exactOptional(),
  asOfPosition: z.string().describe('Everything recorded up to here is in the value'),
});

const stand = z.object(figures).nullable().describe('null: there was or is no row');

const restated = z.object({
  ...row,
  formerFactorSet: z
    .string()
    .describe('The one that `from` follows from, where another was chosen as the default')
    .exactOptional(),
  from: stand,
  to: stand,
  cause: z.enum(['events', 'rebuild', 'version', 'matured', 'factor-set', 'put-on-market']),
  edition: z
    .string()
    .describe('Of masses put on national markets: the one that stated others, or some that were missing')
    .exactOptional(),
  because: z
    .array(z.string())
    .describe(
      'Events that changed what the value is made of, or the one that chose the factor set or activated the edition',
    ),
  moreEvents: z.literal(true).describe('There are more than are named').exactOptional(),
});

export const metricValueSchema = (): JsonSchema => opened(schemaOf(value));
export const metricRestatedSchema = (): JsonSchema => opened(schemaOf(restated));
