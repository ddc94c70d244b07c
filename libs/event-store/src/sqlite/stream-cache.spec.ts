import { describe, expect, it } from '@jest/globals';
import { StreamCache } from './stream-cache.js';

const sized = (characters: number) => ({ events: [], characters });

describe('streams kept in memory', () => {
  it('are forgotten when others have passed through, unless they were asked for meanwhile', () => {
    const cache = new StreamCache(100);
    cache.put('asked', sized(10));
    cache.put('idle', sized(10));
    for (let index = 0; index < 20; index += 1) {
      cache.put(`other-${index}`, sized(20));
      cache.get('asked');
    }
    expect([cache.get('asked'), cache.get('idle')]).toEqual([sized(10), undefined]);
  });

  it('count once, however often they grow', () => {
    const cache = new StreamCache(100);
    cache.put('first', sized(10));
    for (let index = 0; index < 20; index += 1) cache.put('growing', sized(20 + (index % 3)));
    expect(cache.get('first')).toEqual(sized(10));
  });

  it('are not kept when one alone would take much of the limit', () => {
    const cache = new StreamCache(100);
    cache.put('large', sized(10));
    cache.put('large', sized(60));
    expect(cache.get('large')).toBeUndefined();
  });
});
