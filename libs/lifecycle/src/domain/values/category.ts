import { z } from 'zod';

export const CATEGORIES = [
  'smartphone',
  'tablet',
  'laptop',
  'desktop',
  'monitor',
  'server',
  'console',
  'wearable',
  'network',
  'printer',
  'other',
  'unknown',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const category = z.enum(CATEGORIES).describe('What kind of device it is');
