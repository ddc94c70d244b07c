import { z } from 'zod';

/** One line for a person: a name, a place, a condition. */
export const line = z.string().min(1).max(200);
/** A remark in free words, of no person. */
export const note = z.string().min(1).max(2000);
/** A partner's own name for something of its own: an order, a claim, a work order. */
export const reference = z.string().min(1).max(128);
/** A code of a partner's or a standard's list, compared as it is written. */
export const code = z.string().min(1).max(64);
/** Lower-case word of an open list, such as a slot or the kind of a medium. */
export const word = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, { error: 'A lower-case word is expected.' });
/** A link that a reader with the right key can follow. */
export const uri = z
  .string()
  .max(1000)
  .regex(/^[a-z][a-z0-9+.-]*:\S+$/i, { error: 'An absolute URI is expected.' });
