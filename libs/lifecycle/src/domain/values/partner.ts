import { z } from 'zod';
import { ROLES } from '#kernel';
import { country } from './place.js';
import { code } from './text.js';

export const partnerId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { error: 'Lower-case letters, digits and hyphens, at most 63.' })
  .describe('Id of a partner');
export const roles = z.array(z.enum(ROLES)).min(1).max(ROLES.length);
export const site = z.strictObject({
  id: code,
  country,
  timeZone: code.describe('IANA name, such as Europe/Paris'),
  gln: z
    .string()
    .regex(/^\d{13}$/)
    .exactOptional(),
  default: z.boolean().exactOptional(),
});
