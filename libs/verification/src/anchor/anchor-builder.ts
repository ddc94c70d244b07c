import { type LogAnchor, STRETCHES_MAX } from './log-anchor.js';
import { MerkleTree, rootOfStretches } from './merkle.js';

/** Makes the anchor of a log that is read from its first event on. Keeps the roots of stretches, not their events. */
export class AnchorBuilder {
  events = 0;
  private lastHash: string | null = null;
  private stretch = 1;
  private whole: Buffer[] = [];
  private open = new MerkleTree();
  private inOpen = 0;

  add(eventHash: string): void {
    this.events += 1;
    this.lastHash = eventHash;
    this.open.addLeaf(eventHash);
    this.inOpen += 1;
    if (this.inOpen < this.stretch) return;
    this.whole.push(this.open.root());
    this.open = new MerkleTree();
    this.inOpen = 0;
    if (this.whole.length === STRETCHES_MAX) this.lengthen();
  }

  anchor(): LogAnchor {
    const roots = this.inOpen === 0 ? this.whole : [...this.whole, this.open.root()];
    return {
      format: 'circulog-anchor',
      version: 1,
      events: this.events,
      lastHash: this.lastHash,
      root: rootOfStretches(roots, this.stretch, this.events).toString('hex'),
      stretch: this.stretch,
      roots: roots.map((root) => root.toString('hex')),
    };
  }

  private lengthen(): void {
    const pairs: Buffer[] = [];
    for (let at = 0; at < this.whole.length; at += 2) {
      pairs.push(rootOfStretches(this.whole.slice(at, at + 2), this.stretch, 2 * this.stretch));
    }
    this.whole = pairs;
    this.stretch *= 2;
  }
}
