import { z } from 'zod';
import { fitsMilligrams } from '#kernel';

export const MASS_KG_MAX = 100;

/** Kilograms, exact to the milligram. */
export const massKg = z
  .number()
  .min(0)
  .max(MASS_KG_MAX)
  .refine(fitsMilligrams, {
    error: 'A mass is exact to the milligram: at most 6 decimals.',
    params: { rule: 'too-many-decimals', hint: 'Round to 6 decimals of a kilogram.' },
  })
  .describe('Kilograms, at most 6 decimals, 0 to 100');

/** Batches are heavier than devices: up to a thousand tonnes. */
const BATCH_MASS_KG_MAX = 1_000_000;

export const batchMassKg = z
  .number()
  .min(0)
  .max(BATCH_MASS_KG_MAX)
  .refine(fitsMilligrams, {
    error: 'A mass is exact to the milligram: at most 6 decimals.',
    params: { rule: 'too-many-decimals' },
  })
  .describe('Kilograms');

export const massSource = z
  .enum(['measured', 'declared', 'model', 'category_default'])
  .describe('Where the masses of this report come from');
