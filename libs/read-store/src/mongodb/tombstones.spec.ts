import { describe, expect, it } from '@jest/globals';
import { BATCH_MILLIS_MAX } from './limits.js';
import { batchDeadline } from './tombstones.js';

describe('the deadline of a batch', () => {
  it('is passed by a writer that was suspended in the middle of it', () => {
    let now = 1_000;
    const inTime = batchDeadline(() => now);
    now += BATCH_MILLIS_MAX;
    expect(inTime).not.toThrow();
    now += 1;
    expect(inTime).toThrow('given up');
  });
});
