import { z } from 'zod';
import { delivery } from './delivery-kinds.js';

const FEEDS_MAX = 20;
const TYPES_MAX = 200;
const METRICS_MAX = 100;
const DIMENSIONS_MAX = 20;
/** Each is looked up when the subscription is made. */
const DEVICES_MAX = 200;

const name = z.string().min(1).max(100);
const names = (max: number) => z.array(name).min(1).max(max);

/** A subscription as it is asked for. Which names there are is checked against what is registered, not here. */
export const subscriptionForm = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  feeds: names(FEEDS_MAX).meta({ example: ['device-events'] }),
  types: names(TYPES_MAX).optional().describe('Types of events and findings; all without it.'),
  devices: z
    .array(z.string().min(1).max(500))
    .min(1)
    .max(DEVICES_MAX)
    .optional()
    .describe('Any identifiers of devices that you may see; kept as the ids that they mean now.'),
  metrics: names(METRICS_MAX).optional(),
  dimensions: z
    .record(name, z.string().min(1).max(200))
    .refine((given) => Object.keys(given).length <= DIMENSIONS_MAX, {
      message: `More than ${DIMENSIONS_MAX} dimensions.`,
    })
    .optional()
    .describe('Values that the dimensions of a metric must have.'),
  delivery,
});
export type SubscriptionForm = z.output<typeof subscriptionForm>;

/** The fields that are well-formed by themselves: their names can be checked even where another field is wrong. */
export function soundFields(given: unknown): Partial<SubscriptionForm> {
  if (typeof given !== 'object' || given === null) return {};
  const entries = Object.entries(subscriptionForm.shape).flatMap(([field, schema]) => {
    const parsed = schema.safeParse((given as Record<string, unknown>)[field]);
    return parsed.success && parsed.data !== undefined ? [[field, parsed.data] as const] : [];
  });
  return Object.fromEntries(entries) as Partial<SubscriptionForm>;
}
