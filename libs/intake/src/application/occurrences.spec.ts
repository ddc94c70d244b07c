import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Occurrences } from './occurrences.js';

let folder: string;
let occurrences: Occurrences;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'occurrences-'));
  occurrences = new Occurrences(join(folder, 'job.seen'));
});
afterEach(() => {
  occurrences.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('lines without a reference', () => {
  it('are numbered by their content', () => {
    expect(['a', 'b', 'a', 'a', 'b'].map((digest) => occurrences.next(digest))).toEqual([1, 1, 2, 3, 2]);
  });

  it('begin anew when a file is read again', () => {
    occurrences.next('a');
    occurrences.close();
    occurrences = new Occurrences(join(folder, 'job.seen'));
    expect(occurrences.next('a')).toBe(1);
  });

  it('take as long each, however often their content came before', () => {
    const since = performance.now();
    for (let line = 1; line < 50_000; line += 1) occurrences.next('the same');
    expect(occurrences.next('the same')).toBe(50_000);
    expect(performance.now() - since).toBeLessThan(10_000);
  });
});
