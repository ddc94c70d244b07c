import { describe, expect, it } from '@jest/globals';
import { WrongKeys } from './wrong-keys.js';

const rate = { limit: 2, windowMillis: 60_000 };

describe('wrong keys', () => {
  it('make the network that they come from wait, and no other', () => {
    const wrong = new WrongKeys(rate);
    wrong.count('2001:db8::1', 0);
    expect(wrong.waitMillis('2001:db8::1', 0)).toBe(0);
    wrong.count('2001:db8::2', 0);
    expect(wrong.waitMillis('2001:db8::3', 0)).toBe(30_000);
    expect(wrong.waitMillis('2001:db8:1::3', 0)).toBe(0);
    expect(wrong.waitMillis('2001:db8::3', 30_000)).toBe(0);
  });

  it('are remembered for a bounded number of networks: the quiet ones go first, then the oldest', () => {
    const wrong = new WrongKeys(rate, 2);
    wrong.count('192.0.2.1', 0);
    for (const _ of [1, 2]) wrong.count('192.0.2.2', 40_000);
    wrong.count('192.0.2.3', 40_000);
    expect(wrong.waitMillis('192.0.2.2', 40_000)).toBeGreaterThan(0);
    wrong.count('192.0.2.3', 40_000);
    wrong.count('192.0.2.4', 40_000);
    expect(wrong.waitMillis('192.0.2.2', 40_000)).toBe(0);
    expect(wrong.waitMillis('192.0.2.3', 40_000)).toBeGreaterThan(0);
  });
});
