import { describe, expect, it } from '@jest/globals';
import { BoundedMap } from './bounded-map.js';

describe('BoundedMap', () => {
  it('never holds more than its limit', () => {
    const map = new BoundedMap<number, number>(10);
    for (let i = 0; i < 1_000; i++) {
      map.set(i, i);
      expect(map.size).toBeLessThanOrEqual(10);
    }
    expect(map.get(999)).toBe(999);
    expect(map.get(0)).toBeUndefined();
  });

  it('keeps what is used and forgets what is not', () => {
    const map = new BoundedMap<string, number>(4);
    map.set('used', 1);
    map.set('unused', 2);
    for (let i = 0; i < 10; i++) {
      map.set(`passing ${i}`, i);
      expect(map.get('used')).toBe(1);
    }
    expect(map.get('unused')).toBeUndefined();
  });

  it('weighs what it holds where entries differ', () => {
    const map = new BoundedMap<number, string>(100, (_, value) => value.length);
    for (let i = 0; i < 50; i++) {
      map.set(i, 'x'.repeat(i));
      map.set(i, 'x'.repeat(20));
      expect(map.size).toBeLessThanOrEqual(5);
    }
    expect(map.get(49)).toHaveLength(20);
    expect(map.get(48)).toHaveLength(20);
    expect(map.get(44)).toBeUndefined();
  });

  it('gives the latest value, also of an entry about to be forgotten', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 1);
    map.set('a', 2);
    expect(map.get('a')).toBe(2);
    map.clear();
    expect(map.get('a')).toBeUndefined();
  });
});
