import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ProblemError, problem, type RouteTable } from '#platform';
import type { ApiKeys, Authentication } from '../application/api-keys.service.js';
import type { Caller } from '../domain/partner.js';
import { permits, policyOf } from './access.js';

/** A request that has passed the gate. */
export type Admitted = FastifyRequest & { caller: Caller | null };

/**
 * The global guard, at the server's door rather than Nest's: it stands before every route, those of the documentation
 * included, answers before a byte of the body is read, and costs no promise per request.
 */
export function installAccessGate(instance: FastifyInstance, keys: ApiKeys): void {
  instance.decorateRequest('caller', null);
  instance.addHook('onRequest', (request, _reply, done) => {
    const refusal = request.is404 ? undefined : admit(request as Admitted, keys);
    if (refusal === undefined) done();
    else done(refusal);
  });
}

/** Every route that nobody can use, because nobody said who may. */
export const routesWithoutPolicy = (table: RouteTable): string[] =>
  table.routes.filter(({ config }) => policyOf(config) === undefined).map(({ method, url }) => `${method} ${url}`);

function admit(request: Admitted, keys: ApiKeys): ProblemError | undefined {
  const policy = policyOf(request.routeOptions.config);
  if (policy === 'public') return undefined;
  const header = request.headers.authorization;
  if (header === undefined || !header.startsWith('Bearer ')) return unauthenticated('no-key');
  const authentication = keys.authenticate(header.slice(7), request.raw.socket);
  if (!authentication.ok) return unauthenticated(authentication.rule);
  request.caller = authentication.caller;
  if (policy === undefined) return forbidden('closed-route', 'This route is closed.');
  if (permits(policy, authentication.caller.partner)) return undefined;
  const needed = policy === 'any-partner' ? 'a partner' : policy.join(' or ');
  return forbidden('role-not-allowed', `This route is for ${needed}.`);
}

const DETAILS = {
  'no-key': 'There is no key in the request.',
  'unknown-key': 'The key is not known.',
  'expired-key': 'The key has expired.',
  'suspended-partner': 'The partner of this key is suspended.',
} satisfies Record<Extract<Authentication, { ok: false }>['rule'] | 'no-key', string>;

function unauthenticated(rule: keyof typeof DETAILS): ProblemError {
  const refusal = problem(401, rule, DETAILS[rule], {
    hint: 'Send the header `Authorization: Bearer <key>`; operators make keys with POST /v1/partners/{id}/keys.',
  });
  refusal.headers['www-authenticate'] = 'Bearer realm="circulog"';
  return refusal;
}

const forbidden = (rule: string, detail: string): ProblemError =>
  problem(403, rule, detail, { hint: 'Ask the operator for the role, or use another key.' });
