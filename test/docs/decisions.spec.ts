import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const FOLDER = join(import.meta.dirname, '../../docs/adr');
const decisions = readdirSync(FOLDER).sort();

describe('decisions', () => {
  it('are numbered without a gap, each number once, in their name and their title', () => {
    const numbers = decisions.map((name) => Number(name.slice(0, 4)));
    expect(numbers).toEqual(decisions.map((_, index) => index + 1));
    const titles = decisions.map((name) => Number(readFileSync(join(FOLDER, name), 'utf8').match(/^# (\d+)\. /)?.[1]));
    expect(titles).toEqual(numbers);
  });
});
