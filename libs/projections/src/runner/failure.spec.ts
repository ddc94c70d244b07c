import { describe, expect, it } from '@jest/globals';
import { type Failure, failedAgain } from './failure.js';
import { BACK_OFF_MILLIS_MAX, BACK_OFF_MILLIS_MIN } from './limits.js';
import { Rate } from './rate.js';

describe('a failing projection', () => {
  it('is tried again after waits that double up to a limit', () => {
    const waits: number[] = [];
    let failure: Failure | undefined;
    for (let attempt = 0; attempt < 40; attempt++) {
      failure = failedAgain(failure, new Error('no'), 1_000);
      waits.push((failure.retryAt ?? 0) - 1_000);
    }
    expect(waits.slice(0, 3)).toEqual([1, 2, 4].map((times) => times * BACK_OFF_MILLIS_MIN));
    expect(waits.at(-1)).toBe(BACK_OFF_MILLIS_MAX);
    expect(failure).toMatchObject({ attempts: 40, since: 1_000, message: 'no' });
  });
});

describe('a rate', () => {
  it('looks back over the last seconds only', () => {
    const rate = new Rate();
    rate.add(1_000, 0);
    rate.add(1_000, 2_000);
    expect(rate.perSecond(4_000)).toBe(500);
    expect(rate.perSecond(11_000)).toBe(111);
    expect(rate.perSecond(60_000)).toBe(0);
  });
});
