import { z } from 'zod';
import { reference } from './text.js';

export const orderRef = reference.describe("The order's number with the partner that it was placed with");
export const lineRef = reference.describe('Line of the order, where an order has several');
export const buyerKind = z
  .enum(['consumer', 'business', 'trade'])
  .describe('End user or not; `trade` is wholesale and opens no life; absent: consumer');
export const fulfilment = z
  .enum(['shipped', 'in_store'])
  .describe('`in_store`: in use at once; absent: shipped, in use at delivery');
export const level = z.enum(['light', 'full']).describe('How deep the refurbishment goes');
