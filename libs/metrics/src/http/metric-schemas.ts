import { z } from 'zod';
import type { ExplainRequest } from '../application/metric-query.service.js';
import type { MetricScope } from '../application/metric-request.js';
import { PERIODS } from '../domain/period.js';

const TEXT = z.string().min(1).max(200);
/** `a,b`, or the parameter repeated. */
const list = z
  .union([TEXT, z.array(TEXT).max(50)])
  .transform((value) => (Array.isArray(value) ? value : [value]).flatMap((text) => text.split(',')));

/** Every other parameter filters by the dimension of its name. */
export const metricParameters = z
  .object({
    by: list.optional(),
    period: z.enum(PERIODS).optional(),
    from: TEXT.optional(),
    to: TEXT.optional(),
    factorSet: TEXT.optional(),
    displacement: TEXT.optional(),
    minPosition: TEXT.optional(),
  })
  .catchall(list);
export type MetricParameters = z.output<typeof metricParameters>;

export const explainParameters = metricParameters.safeExtend({
  input: TEXT.optional(),
  cursor: TEXT.optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});
export type ExplainParameters = z.output<typeof explainParameters>;

export const compareParameters = metricParameters.safeExtend({ factorSets: list });
export type CompareParameters = z.output<typeof compareParameters>;

/** The question that the parameters ask. */
export function requestOf(name: string, parameters: ExplainParameters, scope: MetricScope): ExplainRequest {
  const {
    by,
    period,
    from,
    to,
    factorSet,
    displacement,
    input,
    cursor: after,
    limit,
    minPosition: _,
    ...filter
  } = parameters;
  const given = Object.entries({ by, period, from, to, factorSet, displacement, input, after, limit });
  const said = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return { ...said, name, scope, filter: filter as Record<string, string[]> };
}
