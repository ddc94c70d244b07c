import { z } from 'zod';
import type { FactorSet } from './factor-set.js';
import { INDICATORS } from './indicator.js';
import { ACTIVITY_KINDS, CONFIRMATIONS } from './intensity.js';

/** Bounds of one set: a thousand models of each maker fit, a data lake does not. */
const ENTRIES_MAX = 5_000;
const NOTES_MAX = 50;

const text = (longest: number) => z.string().trim().min(1).max(longest);
/** Exact, as its source printed it. */
const decimal = z
  .string()
  .regex(/^-?(0|[1-9]\d{0,14})(\.\d{1,18})?$/, 'Not a decimal number as text.')
  .meta({ example: '24.6' });
const amount = decimal.refine((value) => !value.startsWith('-'), {
  message: 'Less than nothing.',
  params: { rule: 'out-of-range' },
});
const years = amount.refine((value) => Number(value) > 0, {
  message: 'Years of use are more than none.',
  params: { rule: 'out-of-range' },
});
const share = amount.refine((value) => Number(value) <= 1, {
  message: 'A share is at most 1.',
  params: { rule: 'out-of-range' },
});
const indicator = z.enum(INDICATORS);
const confirmation = z.enum(CONFIRMATIONS);
const category = text(40);

/** Lower, central and upper in this order. */
const estimateOf = (figure: typeof decimal) =>
  z
    .strictObject({ central: figure, lower: figure.exactOptional(), upper: figure.exactOptional() })
    .refine(({ lower, central }) => Number(lower ?? central) <= Number(central), {
      message: 'The lower value is above the central one.',
      path: ['lower'],
      params: { rule: 'bounds-out-of-order' },
    })
    .refine(({ central, upper }) => Number(upper ?? central) >= Number(central), {
      message: 'The upper value is below the central one.',
      path: ['upper'],
      params: { rule: 'bounds-out-of-order' },
    });

export const avoidedFactorSchema = z.strictObject({
  category,
  indicator,
  amount: estimateOf(decimal),
  statedAs: text(200).exactOptional(),
});
export const lifetimeSchema = z.strictObject({
  category,
  newYears: years,
  refurbishedYears: years.exactOptional(),
  confirmation,
  source: text(500),
});
export const stageSchema = z.strictObject({
  category,
  variant: text(40).exactOptional(),
  indicator,
  construction: amount,
  distribution: amount,
  usePerYear: amount,
  endOfLife: amount,
  defaultYears: years,
});
export const intensitySchema = z.strictObject({
  kind: z.enum(ACTIVITY_KINDS),
  of: text(40).describe('Slot, item or mode; absent: every one of the kind').exactOptional(),
  indicator,
  perUnit: amount.describe('Per kWh, per kg, or per kg carried one km'),
  confirmation,
  source: text(500),
});
export const modelSchema = z.strictObject({
  brand: text(100),
  model: text(300),
  category,
  indicator,
  total: estimateOf(amount),
  years: years.exactOptional(),
  shares: z.strictObject({
    manufacturing: share.exactOptional(),
    transport: share.exactOptional(),
    use: share.exactOptional(),
    endOfLife: share.exactOptional(),
  }),
  source: text(500).exactOptional(),
  reported: text(40).exactOptional(),
});

/** What every imported edition says of itself. */
export const editionHeader = {
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'Lower-case letters, digits, points and hyphens, at most 63.')
    .meta({ example: 'boavizta-2023-02' }),
  edition: z.int().min(1).max(9_999),
  title: text(200),
  source: text(500),
  published: text(40),
  licence: text(200),
  notes: z.array(text(500)).max(NOTES_MAX),
};
const refurbishing = {
  lifetimes: z.array(lifetimeSchema).max(ENTRIES_MAX).exactOptional(),
  intensities: z.array(intensitySchema).max(ENTRIES_MAX).exactOptional(),
};
const perDevice = z.literal('device');

/** A factor set as it is handed in: its basis says in which functional unit its figures are, and it must say the same. */
export const factorSetSchema = z.discriminatedUnion('basis', [
  z.strictObject({
    ...editionHeader,
    basis: z.literal('avoided_per_use_year'),
    functionalUnit: z.literal('device-use-year'),
    factors: z.array(avoidedFactorSchema).min(1).max(ENTRIES_MAX),
    lifetimes: z.array(lifetimeSchema).max(ENTRIES_MAX),
  }),
  z.strictObject({
    ...editionHeader,
    basis: z.literal('avoided_per_device'),
    functionalUnit: perDevice,
    factors: z.array(avoidedFactorSchema).min(1).max(ENTRIES_MAX),
  }),
  z.strictObject({
    ...editionHeader,
    basis: z.literal('absolute_by_stage'),
    functionalUnit: perDevice,
    stages: z.array(stageSchema).min(1).max(ENTRIES_MAX),
    ...refurbishing,
  }),
  z.strictObject({
    ...editionHeader,
    basis: z.literal('absolute_by_model'),
    functionalUnit: perDevice,
    models: z.array(modelSchema).min(1).max(ENTRIES_MAX),
    ...refurbishing,
  }),
]) satisfies z.ZodType<FactorSet>;
