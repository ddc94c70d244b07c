import { z } from 'zod';

/** An amount in the currency's smallest unit: 29925 and EUR are 299.25 euros. */
export const money = z.strictObject({
  amountMinor: z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000_000)
    .describe('In the smallest unit of the currency, such as cents'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'A currency of ISO 4217 is expected.' })
    .describe('ISO 4217, such as EUR'),
});
export type Money = z.output<typeof money>;
