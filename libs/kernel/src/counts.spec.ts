import { describe, expect, it } from '@jest/globals';
import { Counts } from './counts.js';

describe('counts by key', () => {
  it('go up and down for each key by itself, and never below nothing', () => {
    const counts = new Counts<string>();
    counts.oneMore('a');
    counts.oneMore('a');
    counts.oneMore('b');
    counts.oneLess('a');
    counts.oneLess('b');
    counts.oneLess('b');
    expect(['a', 'b', 'c'].map((key) => counts.of(key))).toEqual([1, 0, 0]);
  });
});
