import type { FastifyRequest } from 'fastify';
import type { Refusal } from '#kernel';
import { ProblemError } from '#platform';
import type { DecidedBy } from '../application/decided-by.js';
import type { Caller } from '../domain/partner.js';

/** The outcome, or the refusal as a problem. */
export function accepted<Outcome extends { outcome: string }>(outcome: Outcome | Refusal): Exclude<Outcome, Refusal> {
  if (outcome.outcome === 'refused') throw new ProblemError(outcome as Refusal);
  return outcome as Exclude<Outcome, Refusal>;
}

export const decidedBy = (caller: Caller, request: FastifyRequest): DecidedBy => ({
  decidedBy: caller.partner.id,
  correlationId: request.id,
});

type Given<T> = T extends readonly (infer Item)[]
  ? Given<Item>[]
  : T extends object
    ? { [Key in keyof T]: Given<Exclude<T[Key], undefined>> }
    : T;

/** What was parsed from JSON holds no member that is there and undefined; the schema's type cannot say so. */
export const asGiven = <T>(parsed: T): Given<T> => parsed as Given<T>;
