import { z } from 'zod';
import { editionHeader } from '#impact/domain';

/** A country's years and categories for decades fit. */
export const MASSES_MAX = 5_000;
const YEAR_MIN = 1970;
const YEAR_MAX = 2100;

/** Of Directive 2012/19/EU, Annex III. */
export const WEEE_CATEGORIES = ['1', '2', '3', '4', '5', '6'] as const;

export const massSchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'ISO 3166-1 alpha-2.'),
  year: z.int().min(YEAR_MIN).max(YEAR_MAX),
  weeeCategory: z.enum(WEEE_CATEGORIES).describe('Of Directive 2012/19/EU, Annex III'),
  massKg: z
    .string()
    .regex(/^(0|[1-9]\d{0,12})(\.\d{1,3})?$/, 'Kilograms, not negative, as text with at most three decimals.')
    .meta({ example: '1834000000' }),
});

/** What an edition says of itself. */
export const headingSchema = z.strictObject(editionHeader);

/** Masses put on national markets as an authority or a register published them: one immutable edition (CONTRACTS P3). */
export const putOnMarketSchema = z
  .strictObject({ ...headingSchema.shape, masses: z.array(massSchema).min(1).max(MASSES_MAX) })
  .superRefine(({ masses }, context) => {
    const known = new Set<string>();
    for (const [index, one] of masses.entries()) {
      const key = massKey(one.country, one.year, one.weeeCategory);
      if (known.has(key))
        context.addIssue({
          code: 'custom',
          path: ['masses', index],
          message: `${key} is there twice.`,
          params: { rule: 'stated-twice' },
        });
      known.add(key);
    }
  });
export type PutOnMarketEdition = z.output<typeof putOnMarketSchema>;
export type StatedMass = PutOnMarketEdition['masses'][number];

export const massKey = (country: string, year: number, weeeCategory: string): string =>
  `${country} ${year} ${weeeCategory}`;
