import { z } from 'zod';
import { isUuid } from '#kernel';
import { reference } from './text.js';

const uuid = z
  .string()
  .refine(isUuid, { error: 'A UUID in lower case is expected.', params: { rule: 'wrong-format' } });

export const eventId = uuid.describe('Id of an event in the log');
export const deviceId = uuid.describe("Circulog's own id of a device");
export const anomalyId = uuid.describe('Id of an anomaly');

/** The event that is meant: by its id, or by the reference that its sender gave it. */
export const target = z
  .strictObject({ eventId: eventId.exactOptional(), reference: reference.exactOptional() })
  .refine((named) => (named.eventId === undefined) !== (named.reference === undefined), {
    error: 'Name the event by `eventId` or by `reference`, one of the two.',
    params: { rule: 'one-of' },
  })
  .describe('`{eventId}`, or `{reference}` of the same sender');
