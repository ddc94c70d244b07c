import type { Position } from '#event-store';
import type { CommitOutcome, ReadStore, Write } from '#read-store';
import type { Generation } from './generation.js';

/** What one build writes for a batch, by partition. */
export interface BuildCommit {
  generation: Generation;
  position: Position;
  writes: readonly (readonly Write[])[];
}

/**
 * Commits what several builds make of a batch at once: one transaction where the store has them. A commit that fails is
 * made again build by build, so that one that cannot be written leaves the others alone. Answers what went wrong, by
 * build.
 */
export async function commitTogether(reads: ReadStore, builds: readonly BuildCommit[]): Promise<unknown[]> {
  const commits = builds.map(({ generation, position, writes }) => generation.commitsOf(position, writes));
  let outcomes: CommitOutcome[];
  try {
    outcomes = await reads.commitAll(commits.flat());
  } catch (error) {
    return builds.length === 1 ? [error] : commitApart(builds);
  }
  let settled = 0;
  return builds.map(({ generation, position }, index) => {
    const own = outcomes.slice(settled, settled + (commits[index]?.length ?? 0));
    settled += own.length;
    return complaintOf(() => generation.committed(position, own));
  });
}

async function commitApart(builds: readonly BuildCommit[]): Promise<unknown[]> {
  const complaints: unknown[] = [];
  for (const { generation, position, writes } of builds) {
    try {
      complaints.push(await generation.commit(position, writes));
    } catch (error) {
      complaints.push(error);
    }
  }
  return complaints;
}

function complaintOf(work: () => void): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
