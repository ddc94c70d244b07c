import type { StoredText } from '#event-store';
import type { LogAnchor } from './log-anchor.js';
import { MerkleTree } from './merkle.js';

const FAULTS_MAX = 1_000;
/** Events of a stretch that are told one by one. */
const TOLD_MAX = 8;

export interface AnchorFault {
  /** Events of the log, from 1; both included. */
  from: number;
  to: number;
  fault: /** At least one of them is another one than it was, or is at another place. */
    | 'events-differ'
    /** The log ends before them. */
    | 'events-missing';
  /** What is there now, such as `device-1 at revision 3`, in a short stretch. */
  now: string[];
}

export interface AnchorReport {
  /** Events that the anchor is of. */
  events: number;
  /** Events that came after them. */
  newer: number;
  faults: AnchorFault[];
}

/** Compares a log, read from its first event on, with an anchor that was taken of it before. */
export class AnchorCheck {
  private readonly faults: AnchorFault[] = [];
  private seen = 0;
  private open = new MerkleTree();
  private texts: string[] = [];

  constructor(private readonly anchor: LogAnchor) {}

  take({ text, hash }: StoredText): void {
    this.seen += 1;
    const { events, stretch } = this.anchor;
    if (this.seen > events) return;
    this.open.addLeaf(hash);
    if (this.texts.length < TOLD_MAX) this.texts.push(text);
    if (this.seen % stretch === 0 || this.seen === events) this.compare();
  }

  report(): AnchorReport {
    const { events } = this.anchor;
    const missing: AnchorFault = { from: this.seen + 1, to: events, fault: 'events-missing', now: [] };
    return {
      events,
      newer: Math.max(0, this.seen - events),
      faults: this.seen < events ? [...this.faults, missing] : this.faults,
    };
  }

  private compare(): void {
    const { stretch, roots } = this.anchor;
    const index = Math.ceil(this.seen / stretch) - 1;
    const from = index * stretch + 1;
    if (this.open.root().toString('hex') !== roots[index] && this.faults.length < FAULTS_MAX) {
      const now = this.seen - from < TOLD_MAX ? this.texts.map(placeOf) : [];
      this.faults.push({ from, to: this.seen, fault: 'events-differ', now });
    }
    this.open = new MerkleTree();
    this.texts = [];
  }
}

function placeOf(text: string): string {
  try {
    const { stream, revision } = JSON.parse(text) as { stream?: unknown; revision?: unknown };
    return `${stream} at revision ${revision}`;
  } catch {
    return 'unreadable';
  }
}
