import { z } from 'zod';
import { answerSchema } from '#platform';
import type { Attempt, DeadLetter } from '../application/webhook-records.js';
import type { Outcome } from '../domain/outcome.js';

const next = z.string().nullable().describe('Cursor of the next page');
const answer = z.string().exactOptional().describe('The first kilobyte of what the endpoint answered');

export const webhookStatus = answerSchema(
  'WebhookStatus',
  z.object({
    state: z
      .enum(['active', 'paused', 'disabled'])
      .describe('paused: tried now and then; disabled: not before you resume it. The place in the feeds is kept'),
    since: z.iso.datetime().exactOptional(),
    reason: z.string().exactOptional(),
    pending: z.int().describe('Messages that wait for another attempt'),
    deadLetters: z.int(),
    previousSecretUntil: z.iso.datetime().exactOptional().describe('Until then the secret before signs as well'),
  }),
);

export const webhookSecret = answerSchema(
  'WebhookSecret',
  z.object({
    secret: z.string().describe('Shown this once'),
    previousUntil: z.iso.datetime().describe('Until then the secret before signs as well'),
  }),
);

export const webhookTest = answerSchema(
  'WebhookTest',
  z.object({
    delivered: z.boolean(),
    status: z.int().exactOptional(),
    millis: z.int(),
    error: z.string().exactOptional(),
    answer,
  }),
);

export const attemptPage = answerSchema(
  'WebhookAttemptPage',
  z.object({
    items: z.array(
      z.object({
        messageId: z.string().describe('`webhook-id` of the request'),
        type: z.string(),
        attempt: z.int(),
        at: z.iso.datetime(),
        outcome: z.enum(['delivered', 'failed', 'dead-letter']),
        status: z.int().exactOptional(),
        millis: z.int(),
        error: z.string().exactOptional(),
        answer,
        nextAttemptAt: z.iso.datetime().exactOptional(),
      }),
    ) satisfies z.ZodType<Attempt[]>,
    next,
  }),
);

export const deadLetterPage = answerSchema(
  'WebhookDeadLetterPage',
  z.object({
    items: z.array(
      z.object({
        messageId: z.string(),
        feed: z.string(),
        type: z.string(),
        subject: z.string(),
        attempts: z.int(),
        at: z.iso.datetime().describe('When it was given up'),
        error: z.string().exactOptional().describe('Of the last attempt'),
      }),
    ),
    next,
  }),
);

export const redelivered = answerSchema('WebhookRedelivery', z.object({ messages: z.int().describe('Sent again') }));

export function testView({ status, millis, error, answer: told }: Outcome): z.output<typeof webhookTest> {
  return {
    delivered: error === undefined,
    ...(status === undefined ? {} : { status }),
    millis,
    ...(error === undefined ? {} : { error }),
    ...(told === undefined ? {} : { answer: told }),
  };
}

export function letterView({ queued, at }: DeadLetter) {
  const { message, feed, attempts, error } = queued;
  const { id: messageId, type, subject } = message;
  return { messageId, feed, type, subject, attempts, at, ...(error === undefined ? {} : { error }) };
}
