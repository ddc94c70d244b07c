import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { type ChainFault, checkChains, openLogExport } from '#event-store';
import type { Manifest } from './domain/index.js';

/** Facts of a log file at rest, and what is wrong with its chains. The head's position is for its owner to say. */
export interface LogFacts {
  log: Omit<Manifest['log'], 'headPosition'>;
  faults: ChainFault[];
}

/** Reads every event of a log file, computes its hash and follows its chain. */
export async function factsOfLog(file: string, tell: (done: number, total: number) => void): Promise<LogFacts> {
  const log = await openLogExport(`sqlite:${file}`);
  try {
    const size = await log.size();
    const digest = createHash('sha256');
    const { streams, lastHash, faults } = await checkChains(log, size.events, {
      each: ({ hash }) => digest.update(`${hash}\n`),
      tell,
    });
    return { log: { epoch: log.epoch, ...size, streams, lastHash, digest: digest.digest('hex') }, faults };
  } finally {
    await log.close();
    await rm(`${file}.lock`, { force: true });
  }
}
