import { describe, expect, it } from '@jest/globals';
import { ServerAway } from '#kernel';
import { refused } from '../domain/intake/refuse.js';
import type { Outcome } from '../domain/report.js';
import { MicroBatch } from './micro-batch.js';
import type { Submission } from './submission.js';

const submission = (correlationId: string) => ({ correlationId }) as Submission;
const answer = (text: string): Outcome => refused(422, { pointer: '', rule: 'told', detail: text });

describe('reports that arrive in one turn', () => {
  it('share one call of the recorder, and each gets its own answer', async () => {
    const calls: string[][] = [];
    const reports = new MicroBatch({
      record: async (submissions) => {
        calls.push(submissions.map(({ correlationId }) => correlationId));
        return submissions.map(({ correlationId }) => answer(correlationId));
      },
    });
    const told = await Promise.all(['a', 'b', 'c'].map((name) => reports.record(submission(name))));
    const later = await reports.record(submission('d'));
    expect(calls).toEqual([['a', 'b', 'c'], ['d']]);
    expect([...told, later]).toEqual(['a', 'b', 'c', 'd'].map(answer));
  });

  it('wait for the call under way and share the next, unless so many wait that one is worth it by itself', async () => {
    const ends: (() => void)[] = [];
    const sizes: number[] = [];
    const reports = new MicroBatch({
      record: async (submissions) => {
        sizes.push(submissions.length);
        await new Promise<void>((end) => ends.push(end));
        return submissions.map(() => answer('fine'));
      },
    });
    const turn = () => new Promise((next) => setImmediate(next));
    const report = (count: number) => Array.from({ length: count }, (_, at) => reports.record(submission(String(at))));
    const told = report(1);
    await turn();
    told.push(...report(2));
    await turn();
    told.push(...report(3));
    await turn();
    expect(sizes).toEqual([1]);
    ends.shift()?.();
    await turn();
    expect(sizes).toEqual([1, 5]);
    told.push(...report(150));
    await turn();
    told.push(...report(150));
    await turn();
    expect(sizes).toEqual([1, 5, 150]);
    for (const end of ends.splice(0)) end();
    await turn();
    expect(sizes).toEqual([1, 5, 150, 150]);
    for (const end of ends.splice(0)) end();
    await Promise.all(told);
  });

  it('are answered each for itself where one of them brings the call down', async () => {
    const reports = new MicroBatch({
      record: async (submissions) => {
        if (submissions.some(({ correlationId }) => correlationId === 'bad')) throw new Error('unforeseen');
        return submissions.map(({ correlationId }) => answer(correlationId));
      },
    });
    const told = await Promise.allSettled(['a', 'bad', 'c'].map((name) => reports.record(submission(name))));
    expect(told).toMatchObject([
      { status: 'fulfilled', value: answer('a') },
      { status: 'rejected', reason: { message: 'unforeseen' } },
      { status: 'fulfilled', value: answer('c') },
    ]);
  });

  it('ask a server that is away no more often than it was asked', async () => {
    let calls = 0;
    const reports = new MicroBatch({
      record: async () => {
        calls += 1;
        throw new ServerAway('away');
      },
    });
    const told = await Promise.allSettled(['a', 'b'].map((name) => reports.record(submission(name))));
    expect([calls, ...told.map(({ status }) => status)]).toEqual([1, 'rejected', 'rejected']);
  });

  it('fail together, and leave later ones alone', async () => {
    let failing = true;
    const reports = new MicroBatch({
      record: async (submissions) => {
        if (failing) throw new Error('closed');
        return submissions.map(() => answer('fine'));
      },
    });
    await expect(Promise.all([reports.record(submission('a')), reports.record(submission('b'))])).rejects.toThrow(
      'closed',
    );
    failing = false;
    expect(await reports.record(submission('c'))).toEqual(answer('fine'));
  });

  it('are all answered once it has settled', async () => {
    const answered: string[] = [];
    const reports = new MicroBatch({ record: async (submissions) => submissions.map(() => answer('fine')) });
    const waiting = ['a', 'b'].map((name) => reports.record(submission(name)).then(() => answered.push(name)));
    await reports.settled();
    await Promise.all(waiting);
    expect(answered).toEqual(['a', 'b']);
  });
});
