import { asksForRest, isDelivered, isGone, type Outcome } from './outcome.js';
import { longestPause, RETRY_AFTER_MILLIS_MAX } from './retry-schedule.js';

/** `failing`: tried with one message at a time. `paused`: now and then. `disabled`: not before somebody resumes it. */
export type EndpointState = 'active' | 'failing' | 'paused' | 'disabled';

export interface EndpointHealth {
  state: EndpointState;
  /** Of that state, in milliseconds since 1970. */
  since: number;
  /** Why it is not active. */
  reason?: string;
  /** Without a delivery in between. */
  failures: number;
  failingSince?: number;
  /** Nothing is sent before. */
  restUntil: number;
}

const FAILING_FROM = 5;
/** So long without a delivery is more than a restart of the receiver takes. */
const PAUSED_AFTER_MILLIS = 15 * 60_000;
/** Between two probes of a paused endpoint at most. */
const PROBE_MILLIS_MAX = 3_600_000;

export const healthy = (now: number): EndpointHealth => ({ state: 'active', since: now, failures: 0, restUntil: 0 });

export function healthAfter(
  health: EndpointHealth,
  outcome: Outcome,
  { now, random }: { now: number; random: number },
) {
  if (isDelivered(outcome)) return health.state === 'active' ? { ...healthy(health.since) } : healthy(now);
  const failures = health.failures + 1;
  const failingSince = health.failingSince ?? now;
  const state = stateAfter(health.state, { gone: isGone(outcome), failures, failingFor: now - failingSince });
  const changed = state !== health.state;
  return {
    state,
    since: changed ? now : health.since,
    ...(state === 'active' ? {} : { reason: reasonOf(state, outcome.error ?? '', health.reason, changed) }),
    failures,
    failingSince,
    restUntil: Math.max(health.restUntil, now + restOf(state, outcome, { failures, random })),
  } satisfies EndpointHealth;
}

function stateAfter(
  before: EndpointState,
  { gone, failures, failingFor }: { gone: boolean; failures: number; failingFor: number },
): EndpointState {
  if (gone || before === 'disabled') return 'disabled';
  if (before === 'paused') return 'paused';
  if (failures < FAILING_FROM) return before;
  return failingFor < PAUSED_AFTER_MILLIS ? 'failing' : 'paused';
}

function reasonOf(state: EndpointState, error: string, before: string | undefined, changed: boolean): string {
  if (!changed && before !== undefined) return before;
  return state === 'disabled' ? `The endpoint says that it is gone. ${error}` : `No delivery succeeds. ${error}`;
}

/** What the endpoint asks for, and between probes a pause that grows. */
function restOf(state: EndpointState, outcome: Outcome, { failures, random }: { failures: number; random: number }) {
  const asked = asksForRest(outcome) ? Math.min(outcome.retryAfterMillis ?? 0, RETRY_AFTER_MILLIS_MAX) : 0;
  if (state !== 'paused') return asked;
  const probes = Math.max(1, failures - FAILING_FROM);
  return Math.max(asked, Math.round((0.5 + random / 2) * Math.min(PROBE_MILLIS_MAX, longestPause(probes))));
}
