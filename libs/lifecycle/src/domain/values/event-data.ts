import { z } from 'zod';
import { anyEventFields } from './any-event.js';

/** The payload of an event: its own fields and those that every event takes, nothing else. */
export const eventData = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...shape, ...anyEventFields });

/** Issue for a payload that names none of the fields of which it needs one. */
export const needsOneOf = (...fields: string[]) => ({
  error: `One of ${fields.map((field) => `\`${field}\``).join(', ')} is needed.`,
  params: { rule: 'one-of' },
});
