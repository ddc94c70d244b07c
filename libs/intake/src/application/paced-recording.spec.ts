import { describe, expect, it } from '@jest/globals';
import type { Outcome, Submission } from '#lifecycle';
import { PacedRecording } from './paced-recording.js';

const submissions = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ correlationId: String(from + index) }) as Submission);

function bench(isShared: () => boolean) {
  const calls: string[][] = [];
  const paced = new PacedRecording(async (given) => {
    calls.push(given.map(({ correlationId }) => correlationId));
    await null;
    return given.map(({ correlationId }) => ({ outcome: correlationId }) as unknown as Outcome);
  }, isShared);
  return { paced, calls };
}

describe('the lines of a file', () => {
  it('are recorded a batch at a time while nobody else reports, two batches at once', async () => {
    const { paced, calls } = bench(() => false);
    const both = [paced.record(submissions(0, 120)), paced.record(submissions(120, 120))];
    await Promise.all(both);
    expect(calls.map(({ length }) => length)).toEqual([120, 120]);
  });

  it('are recorded in slices beside somebody who reports one by one, in the order of the file', async () => {
    const { paced, calls } = bench(() => true);
    const outcomes = await Promise.all([paced.record(submissions(0, 120)), paced.record(submissions(120, 60))]);
    expect(calls.map(({ length }) => length)).toEqual([50, 50, 20, 50, 10]);
    const expected = submissions(0, 180).map(({ correlationId }) => correlationId);
    expect(calls.flat()).toEqual(expected);
    expect(outcomes.flat().map(({ outcome }) => String(outcome))).toEqual(expected);
  });

  it('give others a turn between two slices', async () => {
    const { paced, calls } = bench(() => true);
    const seen: number[] = [];
    const look = () => {
      seen.push(calls.length);
      if (calls.length < 3) setImmediate(look);
    };
    setImmediate(look);
    await paced.record(submissions(0, 150));
    expect(seen).toEqual(expect.arrayContaining([1, 2]));
  });

  it('go on after a batch that failed', async () => {
    let failing = true;
    const paced = new PacedRecording(
      async (given) => {
        if (failing) throw new Error('no log');
        return given.map(() => ({ outcome: 'recorded' }) as Outcome);
      },
      () => true,
    );
    await expect(paced.record(submissions(0, 80))).rejects.toThrow('no log');
    failing = false;
    expect(await paced.record(submissions(80, 80))).toHaveLength(80);
  });
});
