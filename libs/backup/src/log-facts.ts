import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { checkChains, type LogExport, openLogExport, storeFaults } from '#event-store';
import type { Manifest } from './domain/index.js';

/** Facts of a log file at rest, and what is wrong with it. The head's position is for its owner to say. */
export interface LogFacts {
  log: Omit<Manifest['log'], 'headPosition'>;
  faults: string[];
}

/** Reads every event of a log file, computes its hash, follows its chain, and looks where the file would find it. */
export async function factsOfLog(file: string, tell: (done: number, total: number) => void): Promise<LogFacts> {
  const log = await openLogExport(`sqlite:${file}`);
  try {
    return await factsOf(log, tell);
  } finally {
    await log.close();
    await rm(`${file}.lock`, { force: true });
  }
}

async function factsOf(log: LogExport, tell: (done: number, total: number) => void): Promise<LogFacts> {
  const size = await log.size();
  const digest = createHash('sha256');
  const { streams, lastHash, faults } = await checkChains(log, size.events, {
    each: ({ hash }) => digest.update(`${hash}\n`),
    tell,
  });
  const misplaced = [...(await log.damages()), ...(await storeFaults(log, size.events, tell))];
  return {
    log: { epoch: log.epoch, ...size, streams, lastHash, digest: digest.digest('hex') },
    faults: [
      ...faults.map(
        ({ stream, revision, fault }) => `The chain of ${stream} is broken at revision ${revision}: ${fault}.`,
      ),
      ...misplaced.map(({ what, fault }) => `The log has ${what}: ${fault}.`),
    ],
  };
}
