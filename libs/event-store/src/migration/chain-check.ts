import { fnv1a, sha256Hex } from '#kernel';
import { readLink } from '../read-link.js';
import type { ChainFault, StoredText } from '../verify-chains.js';

/** Stream tails in mind at once, about 250 bytes each; a log with more events is looked through several times. */
const TAILS_MAX = 1_000_000;
const FAULTS_MAX = 1_000;

/** How often a log of so many events has to be looked through: there are never more streams than events. */
export const passesFor = (events: number, tailsMax = TAILS_MAX): number => Math.max(1, Math.ceil(events / tailsMax));

interface Tail {
  revision: number;
  hash: string;
}

/**
 * Verifies the hash chains of streams that are interleaved as in the whole log, over the bytes as stored. One pass
 * looks at the streams that fall to it; passes 0 to `passes - 1` together look at all of them.
 */
export class ChainCheck {
  readonly faults: ChainFault[] = [];
  events = 0;
  private seen = 0;
  private readonly tails = new Map<string, Tail>();

  constructor(
    private readonly passes = 1,
    private readonly pass = 0,
  ) {}

  get streams(): number {
    return this.tails.size;
  }

  take({ text, hash }: StoredText): void {
    this.seen += 1;
    const link = readLink(text);
    if (link === undefined) {
      if (this.pass === 0) this.note({ stream: '', revision: null, fault: 'unreadable', event: this.seen });
      return;
    }
    const { stream, revision, previousHash } = link;
    if (this.passes > 1 && fnv1a(stream) % this.passes !== this.pass) return;
    this.events += 1;
    const before = this.tails.get(stream);
    const computed = sha256Hex(text);
    if (computed !== hash) this.note({ stream, revision, fault: 'hash-differs' });
    if (revision !== (before?.revision ?? -1) + 1) this.note({ stream, revision, fault: 'revision-out-of-order' });
    if (previousHash !== (before?.hash ?? null)) this.note({ stream, revision, fault: 'previous-hash-differs' });
    this.tails.set(stream, { revision, hash: computed });
  }

  private note(fault: ChainFault): void {
    if (this.faults.length < FAULTS_MAX) this.faults.push(fault);
  }
}
