import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MerkleTree, rootOfStretches } from './merkle.js';

const digest = (...parts: Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

/** The definition of RFC 9162, 2.1.1, as it is written there. */
function byDefinition(leaves: readonly string[]): Buffer {
  if (leaves.length === 0) return digest();
  if (leaves.length === 1) return digest(Buffer.of(0), Buffer.from(leaves[0] ?? '', 'hex'));
  let left = 1;
  while (left * 2 < leaves.length) left *= 2;
  return digest(Buffer.of(1), byDefinition(leaves.slice(0, left)), byDefinition(leaves.slice(left)));
}

function treeOf(leaves: readonly string[]): MerkleTree {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.addLeaf(leaf);
  return tree;
}

const hashes = fc.array(fc.stringMatching(/^[0-9a-f]{64}$/), { maxLength: 70 });

describe('a Merkle tree', () => {
  it('has the roots that the RFC gives for no leaf and for an empty one', () => {
    expect(treeOf([]).root().toString('hex')).toMatch(/^e3b0c44298fc1c14/);
    expect(treeOf(['']).root().toString('hex')).toMatch(/^6e340b9cffb37a98/);
  });

  it('that grew leaf by leaf is that of the definition', () =>
    fc.assert(fc.property(hashes, (leaves) => expect(treeOf(leaves).root()).toEqual(byDefinition(leaves)))));

  it('of stretches is that of their leaves', () =>
    fc.assert(
      fc.property(hashes, fc.constantFrom(1, 2, 4, 16, 128), (leaves, stretch) => {
        const roots: Buffer[] = [];
        for (let at = 0; at < leaves.length; at += stretch) roots.push(treeOf(leaves.slice(at, at + stretch)).root());
        expect(rootOfStretches(roots, stretch, leaves.length)).toEqual(byDefinition(leaves));
      }),
    ));
});
