import { z } from 'zod';
import { isGln } from '#identity/domain';
import { parseInstant, ROLES } from '#kernel';

/** Ids that mean something else wherever a party is named. */
const RESERVED = new Set(['operator', 'platform', 'unknown']);

const partnerId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Lower-case letters, digits and hyphens, at most 63.')
  .meta({ example: 'green-refurb' });
const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'ISO 3166-1 alpha-2.')
  .meta({ example: 'DE' });
const timeZone = z
  .string()
  .refine(isTimeZone, { message: 'Not an IANA time zone.', params: { rule: 'time-zone-unknown' } })
  .meta({ example: 'Europe/Berlin' });
const roles = z
  .array(z.enum(ROLES))
  .min(1)
  .refine((given) => new Set(given).size === given.length, { message: 'A role is named twice.' });
const instant = z.string().refine((text) => parseInstant(text) !== undefined, {
  message: 'Not an RFC 3339 time with an offset.',
  params: { rule: 'time-without-offset', hint: 'For example 2026-03-04T10:00:00Z.' },
});

const site = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/),
  country,
  timeZone,
  gln: z
    .string()
    .refine(isGln, { message: 'Not 13 digits with a right check digit.', params: { rule: 'gln-check-digit' } })
    .optional(),
  default: z.boolean().optional(),
});

export const registration = z.strictObject({
  id: partnerId.refine((id) => !RESERVED.has(id), { message: 'This id is reserved.', params: { rule: 'id-reserved' } }),
  name: z.string().trim().min(1).max(200),
  roles,
  country,
  timeZone: timeZone.optional(),
  sites: z
    .array(site)
    .max(500)
    .refine((given) => new Set(given.map(({ id }) => id)).size === given.length, { message: 'A site id occurs twice.' })
    .refine((given) => given.filter((one) => one.default).length <= 1, { message: 'More than one default site.' })
    .optional(),
  withoutKey: z.boolean().optional().describe('Known and named, but reports only through a delegate.'),
});
export type RegistrationBody = z.output<typeof registration>;

export const roleChange = z.strictObject({ roles });
export const suspension = z.strictObject({ reason: z.string().min(1).max(500).optional() }).optional();
export const keyRotation = z
  .strictObject({ expiresAt: instant.optional(), othersEndAt: instant.optional() })
  .optional();
export const delegationGrant = z.strictObject({
  delegateId: partnerId,
  from: instant.optional(),
  until: instant.optional(),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0).length > 0;
  } catch {
    return false;
  }
}
