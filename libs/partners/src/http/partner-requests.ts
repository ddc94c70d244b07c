import type { FastifyRequest } from 'fastify';
import type { DecidedBy } from '../application/decided-by.js';
import type { Caller } from '../domain/partner.js';

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
