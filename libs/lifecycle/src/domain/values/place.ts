import { z } from 'zod';

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'A country of ISO 3166-1 alpha-2 is expected.' })
  .describe('ISO 3166-1 alpha-2, such as DE');
