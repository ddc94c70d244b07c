import { sha256Hex } from '#kernel';
import { readLink } from './read-link.js';

const FAULTS_MAX = 1_000;

export interface StoredText {
  /** Canonical bytes as stored. */
  text: string;
  /** SHA-256, lower-case hexadecimal. */
  hash: string;
}

export interface ChainFault {
  stream: string;
  /** As the text says; `null` when the text cannot be read. */
  revision: number | null;
  /** Which one of the log it is, from 1, of one that cannot be read. */
  event?: number;
  fault: 'unreadable' | 'hash-differs' | 'previous-hash-differs' | 'revision-out-of-order';
}

export interface ChainReport {
  events: number;
  streams: number;
  /** In the order found; at most 1,000. */
  faults: ChainFault[];
}

/**
 * Verifies the hash chains of streams that come one after the other, each by ascending revision, over the stored bytes
 * (CONTRACTS R8): nothing is re-serialised, so what is proved is what was written.
 */
export function verifyChains(stored: Iterable<StoredText>): ChainReport {
  const report: ChainReport = { events: 0, streams: 0, faults: [] };
  let tail: { stream: string; revision: number; hash: string } | undefined;
  for (const { text, hash } of stored) {
    report.events += 1;
    const link = readLink(text);
    if (link === undefined) {
      note(report, { stream: tail?.stream ?? '', revision: null, fault: 'unreadable' });
      continue;
    }
    const { stream, revision } = link;
    const before = tail?.stream === stream ? tail : { revision: -1, hash: null };
    if (before.revision === -1) report.streams += 1;
    const computed = sha256Hex(text);
    if (computed !== hash) note(report, { stream, revision, fault: 'hash-differs' });
    if (revision !== before.revision + 1) note(report, { stream, revision, fault: 'revision-out-of-order' });
    if (link.previousHash !== before.hash) note(report, { stream, revision, fault: 'previous-hash-differs' });
    tail = { stream, revision, hash: computed };
  }
  return report;
}

function note({ faults }: ChainReport, fault: ChainFault): void {
  if (faults.length < FAULTS_MAX) faults.push(fault);
}
