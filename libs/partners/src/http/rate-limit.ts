import type { FastifyReply } from 'fastify';
import { type ProblemError, problem } from '#platform';
import type { Allowance, Rate } from '../domain/allowance.js';

/** Clients hear of their rate from here on, before it stops them; those far below it cost nothing. */
const TOLD_BELOW = 0.5;

/**
 * Takes the request from what its key may still send. Headers: RateLimit and RateLimit-Policy as in
 * draft-ietf-httpapi-ratelimit-headers-10, on refusals and once half of the allowance is used.
 */
export class RateLimit {
  private readonly policy: string;

  constructor(private readonly rate: Rate) {
    this.policy = `"key";q=${rate.limit};w=${Math.round(rate.windowMillis / 1000)}`;
  }

  check(allowance: Allowance, now: number, reply: FastifyReply): ProblemError | undefined {
    const taken = allowance.take(this.rate, now);
    const remaining = allowance.remaining(this.rate, now);
    if (taken && remaining >= this.rate.limit * TOLD_BELOW) return undefined;
    const seconds = secondsOf(allowance.waitMillis(this.rate, now));
    reply.header('ratelimit-policy', this.policy);
    reply.header('ratelimit', `"key";r=${remaining};t=${seconds}`);
    return taken ? undefined : tooMany('rate-limit', `This key may send ${this.perWindow()}.`, seconds);
  }

  private perWindow(): string {
    return `${this.rate.limit} requests in ${this.rate.windowMillis / 1000} seconds`;
  }
}

export const tooManyWrongKeys = (waitMillis: number): ProblemError =>
  tooMany('too-many-wrong-keys', 'Too many wrong keys came from this address.', secondsOf(waitMillis));

function tooMany(rule: string, detail: string, seconds: number): ProblemError {
  const refusal = problem(429, rule, detail, {
    hint: `Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, then send the same request again.`,
  });
  refusal.headers['retry-after'] = String(seconds);
  return refusal;
}

const secondsOf = (millis: number) => Math.max(1, Math.ceil(millis / 1000));
