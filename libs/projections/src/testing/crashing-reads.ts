import type { Commit, CommitOutcome, ReadStore } from '#read-store';

export type Crash = 'none' | 'before' | 'partly' | 'after';

/**
 * A read store whose commits fail as told: before anything is written, in the middle of several partitions (as in a
 * store without transactions), or when the answer is lost.
 */
export function crashingReads(reads: ReadStore, nextCrash: () => Crash): ReadStore {
  const commitAll = async (commits: readonly Commit[]): Promise<CommitOutcome[]> => {
    const crash = nextCrash();
    if (crash === 'before') throw new Error('The commit never reached the store.');
    const outcomes = await reads.commitAll(crash === 'partly' ? commits.slice(commits.length / 2) : commits);
    if (crash === 'partly') throw new Error('The commit broke off in the middle.');
    if (crash === 'after') throw new Error('The answer of the commit was lost.');
    return outcomes;
  };
  return new Proxy(reads, {
    get: (target, name) => {
      if (name === 'commitAll') return commitAll;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
