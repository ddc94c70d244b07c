import { canonicalJson, shortDigest } from '#kernel';
import type { SourceLine } from '../domain/source-line.js';
import type { Occurrences } from './occurrences.js';

export const BATCH_LINES = 1_000;

/** A line with the reference that it gets where it has none of its own. */
export interface Numbered {
  source: SourceLine;
  fallbackReference?: string;
}

/** The lines of a file in batches, after the first `done` ones, which are read again only for their numbers. */
export async function* numberedBatches(
  lines: AsyncIterable<SourceLine>,
  done: number,
  occurrences: Occurrences,
): AsyncGenerator<Numbered[]> {
  let batch: Numbered[] = [];
  let line = 0;
  for await (const source of lines) {
    line += 1;
    const numbered = number(source, occurrences);
    if (line <= done) continue;
    batch.push(numbered);
    if (batch.length < BATCH_LINES) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Content and its occurrence within the file (CONTRACTS R3). */
function number(source: SourceLine, occurrences: Occurrences): Numbered {
  if (!('report' in source) || source.report.reference !== undefined) return { source };
  const digest = shortDigest(canonicalJson(source.report));
  return { source, fallbackReference: `${digest}#${occurrences.next(digest)}` };
}
