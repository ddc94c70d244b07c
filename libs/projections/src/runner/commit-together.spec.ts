import { describe, expect, it } from '@jest/globals';
import type { Commit, CommitOutcome, ReadStore } from '#read-store';
import { commitTogether } from './commit-together.js';
import type { Generation } from './generation.js';

const POSITION = 'log:7';

/** A build of one partition that keeps what it was told. */
function aBuild(id: string) {
  const told: string[] = [];
  const commit = { projection: id, partition: 0, epoch: 1, expectedSeq: 0, checkpoint: POSITION, writes: [] };
  const generation = {
    id,
    commitsOf: (): Commit[] => [commit],
    committed: (_: string, outcomes: readonly CommitOutcome[]) => {
      told.push(outcomes.map(({ status }) => status).join());
      if (outcomes.some(({ status }) => status === 'fenced')) throw new Error('fenced');
    },
    commit: async () => {
      if (id === 'broken') throw new Error('cannot be written');
      told.push('alone');
    },
  };
  return { generation: generation as unknown as Generation, position: POSITION, writes: [], told };
}

const readsThat = (commitAll: (commits: readonly Commit[]) => Promise<CommitOutcome[]>) =>
  ({ commitAll }) as unknown as ReadStore;

describe('commits of several builds', () => {
  it('are one, and each build goes on from its own outcome', async () => {
    const [one, other] = [aBuild('one'), aBuild('other')];
    const asked: string[][] = [];
    const reads = readsThat(async (commits) => {
      asked.push(commits.map(({ projection }) => projection));
      return [
        { status: 'committed', seq: 1 },
        { status: 'fenced', epoch: 2, seq: 5 },
      ];
    });
    const complaints = await commitTogether(reads, [one, other]);
    expect(asked).toEqual([['one', 'other']]);
    expect(complaints).toEqual([undefined, new Error('fenced')]);
    expect([one.told, other.told]).toEqual([['committed'], ['fenced']]);
  });

  it('are made apart when they fail together, so that one that cannot be written leaves the others alone', async () => {
    const [one, broken, other] = [aBuild('one'), aBuild('broken'), aBuild('other')];
    const reads = readsThat(async () => {
      throw new Error('one of them cannot be written');
    });
    const complaints = await commitTogether(reads, [one, broken, other]);
    expect(complaints).toEqual([undefined, new Error('cannot be written'), undefined]);
    expect([one.told, other.told]).toEqual([['alone'], ['alone']]);
  });
});
