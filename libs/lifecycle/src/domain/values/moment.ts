import { z } from 'zod';
import { isDay, parseInstant } from '#kernel';

/** Days and instants are refused before 1970 and after 2199. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

const inRange = (text: string): boolean => {
  const year = Number(text.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
};

const outOfRange = { error: 'The year is outside 1970 to 2199.', params: { rule: 'out-of-range' } };

const isInstant = (text: string): boolean => parseInstant(text) !== undefined;

export const day = z
  .string()
  .refine(isDay, {
    error: 'A calendar day YYYY-MM-DD is expected.',
    params: { rule: 'wrong-format', hint: 'Such as 2026-03-04.' },
    abort: true,
  })
  .refine(inRange, outOfRange);

export const instant = z
  .string()
  .refine(isInstant, {
    error: 'A time with an offset is expected (RFC 3339).',
    params: { rule: 'wrong-format', hint: 'Such as 2026-03-04T15:30:00+01:00 or 2026-03-04T14:30:00Z.' },
    abort: true,
  })
  .refine(inRange, outOfRange);

/** A day or an instant, as `occurredAt` is. */
export const moment = z
  .string()
  .refine((text) => isDay(text) || isInstant(text), {
    error: 'A day, or a time with an offset, is expected.',
    params: { rule: 'wrong-format', hint: 'Such as 2026-03-04 or 2026-03-04T15:30:00+01:00.' },
    abort: true,
  })
  .refine(inRange, outOfRange);

/** Month, quarter or year of a closing. */
export const period = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/, {
  error: 'A period is YYYY, YYYY-MM or YYYY-Qn.',
});
