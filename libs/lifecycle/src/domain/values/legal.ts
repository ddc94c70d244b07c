import { z } from 'zod';

export const legalStatus = z.enum(['used_eee', 'weee']).describe('Used equipment, or waste equipment');
