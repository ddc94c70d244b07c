import { hash } from 'node:crypto';

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

const digest = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

const leafOf = (eventHash: string): Buffer => digest(LEAF, Buffer.from(eventHash, 'hex'));
const nodeOf = (left: Uint8Array, right: Uint8Array): Buffer => digest(NODE, left, right);

/** A Merkle tree (RFC 9162, 2.1.1) that grows at its end: of whole subtrees only the roots are kept. */
export class MerkleTree {
  private readonly peaks: { leaves: number; root: Buffer }[] = [];

  /** The hash of an event, in hexadecimal. */
  addLeaf(eventHash: string): void {
    this.addTree(leafOf(eventHash), 1);
  }

  /** A tree whose leaves come next; whole, or the last one. */
  addTree(root: Buffer, leaves: number): void {
    this.peaks.push({ leaves, root });
    for (let [left, right] = this.peaks.slice(-2); right !== undefined; [left, right] = this.peaks.slice(-2)) {
      if (left === undefined || left.leaves !== right.leaves) return;
      this.peaks.splice(-2, 2, { leaves: left.leaves + right.leaves, root: nodeOf(left.root, right.root) });
    }
  }

  root(): Buffer {
    const root = this.peaks.reduceRight<Buffer | undefined>(
      (right, { root: left }) => (right === undefined ? left : nodeOf(left, right)),
      undefined,
    );
    return root ?? digest();
  }
}

/** The root over stretches of equal length, each with a root of its own; the last one may be shorter. */
export function rootOfStretches(roots: readonly Buffer[], stretch: number, leaves: number): Buffer {
  const tree = new MerkleTree();
  for (const [index, root] of roots.entries()) tree.addTree(root, Math.min(stretch, leaves - index * stretch));
  return tree.root();
}
