import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Clock, type Configuration, type ProblemError, problem, type RouteTable } from '#platform';
import type { ApiKeys, Authentication } from '../application/api-keys.service.js';
import type { Caller } from '../domain/partner.js';
import { permits, policyOf } from './access.js';
import { RateLimit, tooManyWrongKeys } from './rate-limit.js';

/** A request that has passed the gate; on a public route `caller` is null unless it came with a good key. */
export type Admitted = FastifyRequest & { caller: Caller | null };

/**
 * The global guard, at the server's door rather than Nest's: it stands before every route, those of the documentation
 * included, answers before a byte of the body is read, and costs no promise per request.
 */
export function installAccessGate(
  instance: FastifyInstance,
  { keys, clock, rates }: { keys: ApiKeys; clock: Clock; rates: Configuration['rates'] },
): void {
  const limit = new RateLimit(rates.requests);
  instance.decorateRequest('caller', null);
  instance.addHook('onRequest', (request, reply, done) => {
    const refusal = request.is404 ? undefined : admit(request as Admitted, reply, { keys, clock, limit });
    if (refusal === undefined) done();
    else done(refusal);
  });
}

interface Gate {
  keys: ApiKeys;
  clock: Clock;
  limit: RateLimit;
}

/** Every route that nobody can use, because nobody said who may. */
export const routesWithoutPolicy = (table: RouteTable): string[] =>
  table.routes.filter(({ config }) => policyOf(config) === undefined).map(({ method, url }) => `${method} ${url}`);

function admit(request: Admitted, reply: FastifyReply, { keys, clock, limit }: Gate): ProblemError | undefined {
  const policy = policyOf(request.routeOptions.config);
  const key = bearerOf(request.headers.authorization);
  const authentication = key === undefined ? undefined : keys.authenticate(key, request.raw.socket, () => request.ip);
  if (policy === 'public') {
    if (authentication?.ok) request.caller = authentication.caller;
    return undefined;
  }
  if (authentication === undefined) return unauthenticated('no-key');
  if (!authentication.ok) return notRecognised(authentication);
  const exceeded = limit.check(authentication.allowance, clock.now(), reply);
  if (exceeded !== undefined) return exceeded;
  request.caller = authentication.caller;
  if (policy === undefined) return forbidden('closed-route', 'This route is closed.');
  if (permits(policy, authentication.caller.partner)) return undefined;
  const needed = policy === 'any-partner' ? 'a partner' : policy.join(' or ');
  return forbidden('role-not-allowed', `This route is for ${needed}.`);
}

const SCHEME = 'bearer ';

/** The key in the header, if that names the scheme, in letters of any case (RFC 9110, section 11.1). */
export function bearerOf(header: string | undefined): string | undefined {
  return header?.slice(0, SCHEME.length).toLowerCase() === SCHEME ? header.slice(SCHEME.length) : undefined;
}

const notRecognised = (failed: Extract<Authentication, { ok: false }>): ProblemError =>
  failed.rule === 'too-many-wrong-keys' ? tooManyWrongKeys(failed.waitMillis) : unauthenticated(failed.rule);

type Unauthenticated = Exclude<Extract<Authentication, { ok: false }>['rule'], 'too-many-wrong-keys'> | 'no-key';

const DETAILS = {
  'no-key': 'There is no key in the request.',
  'unknown-key': 'The key is not known.',
  'expired-key': 'The key has expired.',
  'suspended-partner': 'The partner of this key is suspended.',
} satisfies Record<Unauthenticated, string>;

function unauthenticated(rule: Unauthenticated): ProblemError {
  const refusal = problem(401, rule, DETAILS[rule], {
    hint: 'Send the header `Authorization: Bearer <key>`; operators make keys with POST /v1/partners/{id}/keys.',
  });
  refusal.headers['www-authenticate'] = 'Bearer realm="circulog"';
  return refusal;
}

const forbidden = (rule: string, detail: string): ProblemError =>
  problem(403, rule, detail, { hint: 'Ask the operator for the role, or use another key.' });
