import type { FastifyRequest } from 'fastify';
import { instantOf } from '#kernel';
import type { Caller } from '#partners';
import type { Clock } from '#platform';
import type { Decider } from '../application/commands/decisions.js';
import type { Submission } from '../application/submission.js';
import type { Report } from '../domain/report.js';

const IDEMPOTENCY_KEY = 'idempotency-key';

/** A body as the submission that it means to be; the recorder checks it (CONTRACTS H2). */
export function submissionOf(body: unknown, request: FastifyRequest, caller: Caller, clock: Clock): Submission {
  const key = request.headers[IDEMPOTENCY_KEY];
  const match = request.headers['if-match'];
  const submission: Submission = {
    report: body as Report,
    caller,
    channel: 'http',
    correlationId: request.id,
    receivedAt: instantOf(clock.now()),
  };
  if (typeof key === 'string') submission.fallbackReference = key;
  if (match !== undefined) submission.ifMatch = match;
  return submission;
}

/** A decision's reference: the body's, the idempotency key, else one drawn for this request. */
export function deciderOf(
  request: FastifyRequest,
  caller: Caller,
  clock: Clock,
  reference: string | undefined,
): Decider {
  const key = request.headers[IDEMPOTENCY_KEY];
  return {
    caller,
    correlationId: request.id,
    reference: reference ?? (typeof key === 'string' ? key : `decision-${request.id}`),
    receivedAt: instantOf(clock.now()),
  };
}
