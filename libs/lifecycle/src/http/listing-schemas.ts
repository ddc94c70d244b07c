import { z } from 'zod';
import { isDay, parseInstant } from '#kernel';

const LIMIT_MAX = 500;
const word = z.string().min(1).max(200);
const moment = z
  .string()
  .refine((text) => isDay(text) || parseInstant(text) !== undefined, { error: 'A day, or a time with an offset.' });

/** `<epoch>:<value>`: opaque, but recognisable. */
const POSITION = /^[\w-]+:\d+$/;
const positionOrTime = word.refine((text) => POSITION.test(text) || parseInstant(text) !== undefined, {
  error: 'A position of the log, or a time with an offset.',
});

const paging = {
  minPosition: word.describe('Wait until the answer knows what was recorded up to here').exactOptional(),
  cursor: z.string().min(1).max(1_000).exactOptional(),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(50),
};

export const deviceSearch = z.strictObject({
  model: word.exactOptional(),
  brand: word.exactOptional(),
  category: word.exactOptional(),
  state: word.exactOptional(),
  grade: word.exactOptional(),
  holder: word.exactOptional(),
  owner: word.exactOptional(),
  country: word.exactOptional(),
  updatedFrom: moment.exactOptional(),
  updatedTo: moment.exactOptional(),
  ...paging,
});
export type DeviceSearchParameters = z.output<typeof deviceSearch>;

export const findingSearch = z.strictObject({
  rule: word.exactOptional(),
  severity: z.enum(['information', 'warning', 'high', 'critical']).exactOptional(),
  state: z.enum(['open', 'confirmed', 'rejected', 'dismissed']).exactOptional(),
  deviceId: word.exactOptional(),
  partner: word.exactOptional(),
  type: word.exactOptional(),
  ...paging,
});
export type FindingSearchParameters = z.output<typeof findingSearch>;

export const journeyCut = z.strictObject({
  asOf: moment.describe('By occurrence: a day is taken to its end, in UTC').exactOptional(),
  knownAt: positionOrTime.describe('By what was recorded: a position, or a time').exactOptional(),
});
export type JourneyCutParameters = z.output<typeof journeyCut>;

const note = z.string().min(1).max(2_000);
const reference = z.string().min(1).max(128);

export const decisionBody = z
  .strictObject({ note: note.exactOptional(), reference: reference.exactOptional() })
  .optional();
export const resolutionBody = z.strictObject({
  resolution: z.enum(['confirmed', 'rejected', 'dismissed']),
  note: note.exactOptional(),
  reference: reference.exactOptional(),
});
