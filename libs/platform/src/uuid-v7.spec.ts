import { describe, expect, it } from '@jest/globals';
import { uuidV7 } from './uuid-v7.js';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('uuidV7', () => {
  it('draws ids that ascend, also within a millisecond and when the clock goes back', () => {
    let now = 1_772_618_400_000;
    const ids = uuidV7({ now: () => now });
    const drawn: string[] = [];
    for (let count = 0; count < 10_000; count += 1) {
      if (count === 5_000) now -= 60_000;
      if (count === 9_000) now += 120_000;
      drawn.push(ids.next());
    }
    expect(drawn.every((id) => FORM.test(id))).toBe(true);
    expect([...drawn].sort()).toEqual(drawn);
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('carries the time in its first 48 bits', () => {
    const [id = ''] = [uuidV7({ now: () => 1_772_618_400_000 }).next()];
    expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(1_772_618_400_000);
  });

  it('does not repeat what another process draws at the same time', () => {
    const clock = { now: () => 1_772_618_400_000 };
    const tail = () => uuidV7(clock).next().slice(19);
    expect(tail()).not.toBe(tail());
  });
});
