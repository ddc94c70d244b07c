import { describe, expect, it } from '@jest/globals';
import { type EndpointHealth, healthAfter, healthy } from './endpoint-health.js';
import type { Outcome } from './outcome.js';

const MINUTE = 60_000;
const refused: Outcome = { millis: 1, error: 'connect ECONNREFUSED' };
const healthFollowing = (outcomes: readonly Outcome[], { every = 1_000, from = healthy(0) } = {}): EndpointHealth =>
  outcomes.reduce(
    (health, outcome, index) => healthAfter(health, outcome, { now: (index + 1) * every, random: 1 }),
    from,
  );
const times = (count: number, outcome: Outcome) => Array.from({ length: count }, () => outcome);

describe('an endpoint', () => {
  it('stays active through a failure here and there', () => {
    expect(healthFollowing([...times(4, refused), { status: 200, millis: 1 }, ...times(4, refused)]).state).toBe(
      'active',
    );
  });

  it('is failing after five in a row, and paused when a quarter of an hour brought nothing', () => {
    expect(healthFollowing(times(5, refused))).toMatchObject({ state: 'failing', since: 5_000 });
    const paused = healthFollowing(times(6, refused), { every: 4 * MINUTE });
    expect(paused).toMatchObject({ state: 'paused', reason: 'No delivery succeeds. connect ECONNREFUSED' });
    expect(paused.restUntil).toBeGreaterThan(24 * MINUTE);
  });

  it('is active again with the first delivery', () => {
    const paused = healthFollowing(times(6, refused), { every: 4 * MINUTE });
    expect(healthAfter(paused, { status: 204, millis: 1 }, { now: 99, random: 0 })).toEqual(healthy(99));
  });

  it('is probed at growing pauses of an hour at most', () => {
    const long = healthFollowing(times(40, refused), { every: 4 * MINUTE });
    expect(long.restUntil).toBe(40 * 4 * MINUTE + 60 * MINUTE);
  });

  it('that is gone is disabled at once, and stays so', () => {
    const gone = healthFollowing([{ status: 410, millis: 1, error: 'Answered 410.' }]);
    expect(gone.state).toBe('disabled');
    expect(healthAfter(gone, refused, { now: 5, random: 0 }).state).toBe('disabled');
  });

  it('is left alone for as long as it asks when it has too much to do', () => {
    const busy = { status: 429, millis: 1, error: 'Answered 429.', retryAfterMillis: 30_000 };
    expect(healthFollowing([busy]).restUntil).toBe(31_000);
    expect(healthFollowing([{ ...busy, status: 400 }]).restUntil).toBe(1_000);
  });
});
