import { describe, expect, it } from '@jest/globals';
import { refused } from '#lifecycle/domain';
import { lineResult, unreadable } from './line-result.js';

const LONG = 'x'.repeat(200_000);
const failures = Array.from({ length: 500 }, () => ({ pointer: `/${LONG}`, rule: 'wrong', detail: LONG }));

describe('the result of a line', () => {
  it('is kept short, whatever the line held', () => {
    const results = [unreadable(7, failures), lineResult(8, LONG, refused(422, ...failures))];
    for (const result of results) expect(JSON.stringify(result).length).toBeLessThan(64 * 1024);
    expect(results.map(({ line, errors }) => [line, errors[0]?.rule])).toEqual([
      [7, 'wrong'],
      [8, 'wrong'],
    ]);
  });

  it('tells a reference that is none as none', () => {
    expect(lineResult(1, 7 as unknown as string, refused(422, failures[0] as never)).reference).toBeNull();
  });
});
