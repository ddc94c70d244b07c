import { describe, expect, it } from '@jest/globals';
import { sha256Hex } from '#kernel';
import type { StoredText } from '../verify-chains.js';
import { ChainCheck, passesFor } from './chain-check.js';

/** Streams `s0` to `s<n-1>`, two events each, interleaved. */
function logOf(streams: number): StoredText[] {
  const tails = new Map<string, string>();
  return Array.from({ length: streams * 2 }, (_, index) => {
    const stream = `s${index % streams}`;
    const revision = index < streams ? 0 : 1;
    const text = JSON.stringify({ previousHash: tails.get(stream) ?? null, revision, stream });
    const hash = sha256Hex(text);
    tails.set(stream, hash);
    return { text, hash };
  });
}

function checked(log: readonly StoredText[], passes: number) {
  const all = Array.from({ length: passes }, (_, pass) => {
    const check = new ChainCheck(passes, pass);
    for (const event of log) check.take(event);
    return check;
  });
  const sum = (of: (check: ChainCheck) => number) => all.reduce((total, check) => total + of(check), 0);
  return {
    events: sum(({ events }) => events),
    streams: sum(({ streams }) => streams),
    faults: all.flatMap(({ faults }) => faults.map(({ stream, fault }) => `${stream} ${fault}`)).sort(),
  };
}

describe('chains of interleaved streams', () => {
  it.each([1, 2, 7])('are followed in %i passes, each stream in one of them', (passes) => {
    expect(checked(logOf(20), passes)).toEqual({ events: 40, streams: 20, faults: [] });
  });

  it.each([1, 3])('are broken by a changed, a missing and an unreadable event, in %i passes', (passes) => {
    const log = logOf(20);
    log[3] = { ...log[3]!, text: log[3]!.text.replace('null', '"x"') };
    log[5] = { text: '{', hash: 'x' };
    log.splice(8, 1);
    expect(checked(log, passes).faults).toEqual([
      ' unreadable',
      's3 hash-differs',
      's3 previous-hash-differs',
      's3 previous-hash-differs',
      's5 previous-hash-differs',
      's5 revision-out-of-order',
      's8 previous-hash-differs',
      's8 revision-out-of-order',
    ]);
  });

  it('take one pass for every million events', () => {
    expect([0, 1, 1_000_000, 1_000_001].map((events) => passesFor(events))).toEqual([1, 1, 1, 2]);
  });
});
