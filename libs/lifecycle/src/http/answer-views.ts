import { z } from 'zod';
import type { ReceiptAnomaly } from '#kernel';
import { answerSchema } from '#platform';
import type { Answer } from '../domain/report.js';

export const uuid = z.string().meta({ format: 'uuid' });
export const time = z.string().meta({ format: 'date-time' });
export const severity = z.enum(['information', 'warning', 'high', 'critical']);

export const receiptAnomaly = answerSchema(
  'ReceiptAnomaly',
  z.object({
    id: z.string().describe('The same rule and evidence always give the same id'),
    rule: z.string(),
    severity,
    explanation: z.string(),
    evidence: z.array(uuid).describe('Events that show it'),
  }) satisfies z.ZodType<ReceiptAnomaly>,
);

const answerFields = {
  eventId: uuid,
  deviceId: uuid.describe('Absent: the report is about no device').exactOptional(),
  deviceCreated: z.boolean().describe('No identifier was known: a new device was opened'),
  revision: z.int().describe('Of the stream written'),
  outcome: z.enum(['accepted', 'accepted_with_anomaly', 'quarantined']),
  anomalies: z.array(receiptAnomaly),
};

/** What a report is answered. */
export const answer = answerSchema('Answer', z.object(answerFields) satisfies z.ZodType<Answer>);

/** One item of a batch: the answer, or the problem as it would be answered alone. */
export const batchItemView = z.union([
  z.object({
    status: z.union([z.literal(200), z.literal(201), z.literal(202)]),
    reference: z.string().exactOptional(),
    ...answerFields,
  }),
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(
      z.object({ pointer: z.string(), rule: z.string(), detail: z.string(), hint: z.string().exactOptional() }),
    ),
    reference: z.string().exactOptional(),
  }),
]);

export const batchAnswer = answerSchema('BatchAnswer', z.array(batchItemView));

export const EXAMPLE_ANSWER = {
  eventId: '01890a5d-ac96-774b-bcce-b302099a8057',
  deviceId: '01890a5d-ac96-774b-bcce-b302099a8058',
  deviceCreated: true,
  revision: 1,
  outcome: 'accepted',
  anomalies: [],
} satisfies Answer;

export const EXAMPLE_REPORT = {
  device: 'imei:004401245678905',
  type: 'GradeAssigned',
  occurredAt: '2026-03-04T10:15:00+01:00',
  reference: 'bench-7/4711',
  data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' },
};
