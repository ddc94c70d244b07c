import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StoredText } from '#event-store';
import { sha256Hex } from '#kernel';
import { AnchorBuilder } from './anchor-builder.js';
import { AnchorCheck, type AnchorReport } from './anchor-check.js';
import { type LogAnchor, readAnchor } from './log-anchor.js';

const event = (index: number, word = ''): StoredText => {
  const text = JSON.stringify({ revision: index, stream: `device-a${word}` });
  return { text, hash: sha256Hex(text) };
};
const logOf = (events: number): StoredText[] => Array.from({ length: events }, (_, index) => event(index));

function anchorOf(log: readonly StoredText[]): LogAnchor {
  const builder = new AnchorBuilder();
  for (const { hash } of log) builder.add(hash);
  return builder.anchor();
}

function compared(anchor: LogAnchor, log: readonly StoredText[]): AnchorReport {
  const check = new AnchorCheck(anchor);
  for (const one of log) check.take(one);
  return check.report();
}

/** Below and above the number of stretches, on their borders and off them. */
const length = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(1_023, 1_024, 1_025, 2_048, 2_051, 4_097));

describe('an anchor', () => {
  it('is continued by a log that only grew', () =>
    fc.assert(
      fc.property(length, fc.integer({ min: 0, max: 9 }), (events, newer) => {
        const anchor = anchorOf(logOf(events));
        expect(compared(anchor, logOf(events + newer))).toEqual({ events, newer, faults: [] });
        expect(readAnchor(JSON.stringify(anchor))).toEqual({ anchor });
      }),
      { numRuns: 60 },
    ));

  it('is not continued by one that was cut off', () =>
    fc.assert(
      fc.property(length, fc.nat(), (events, pick) => {
        const left = pick % events;
        const { faults } = compared(anchorOf(logOf(events)), logOf(left));
        expect(faults).toEqual([{ from: left + 1, to: events, fault: 'events-missing', now: [] }]);
      }),
      { numRuns: 60 },
    ));

  it('is not continued by one with another event in the place of one, and says where', () =>
    fc.assert(
      fc.property(length, fc.nat(), (events, pick) => {
        const [at, log] = [pick % events, logOf(events)];
        const anchor = anchorOf(log);
        log[at] = event(at, ' forged');
        const { faults } = compared(anchor, log);
        expect(faults).toHaveLength(1);
        expect(faults[0]?.from).toBeLessThanOrEqual(at + 1);
        expect(faults[0]?.to).toBeGreaterThanOrEqual(at + 1);
        expect(faults[0]?.now).toContain(`device-a forged at revision ${at}`);
      }),
      { numRuns: 60 },
    ));

  it.each<[string, (log: StoredText[]) => void]>([
    ['two events in another order', (log) => log.splice(4, 2, log[5]!, log[4]!)],
    ['an event more between others', (log) => log.splice(4, 0, event(99))],
    ['an event less, and one more at the end', (log) => log.splice(4, 1) && log.push(event(99))],
  ])('is not continued by a log with %s', (_, change) => {
    const log = logOf(10);
    const anchor = anchorOf(log);
    change(log);
    expect(compared(anchor, log).faults[0]).toMatchObject({ from: 5, to: 5, fault: 'events-differ' });
  });

  it('stays small, and names a single event of a small log', () => {
    expect(anchorOf(logOf(1_000))).toMatchObject({ events: 1_000, stretch: 1 });
    expect(anchorOf(logOf(100_000)).roots.length).toBeLessThanOrEqual(1_024);
  });

  it('of an empty log is continued by every log', () => {
    expect(compared(anchorOf([]), logOf(3))).toEqual({ events: 0, newer: 3, faults: [] });
  });
});

describe('the file of an anchor', () => {
  const anchor = anchorOf(logOf(5));
  it('may be the report of a verification, or an answer with more in it', () => {
    expect(readAnchor(JSON.stringify({ events: 5, anchor }))).toEqual({ anchor });
    expect(readAnchor(JSON.stringify({ ...anchor, position: 'x:5' }))).toEqual({ anchor });
  });

  it.each<[string, string]>([
    ['no JSON', 'anchor'],
    ['nothing', 'null'],
    ['another format', JSON.stringify({ ...anchor, format: 'x' })],
    ['another root', JSON.stringify({ ...anchor, root: 'a'.repeat(64) })],
    ['another stretch', JSON.stringify({ ...anchor, roots: anchor.roots.with(2, 'a'.repeat(64)) })],
    ['a stretch less', JSON.stringify({ ...anchor, roots: anchor.roots.slice(1) })],
    ['fewer events', JSON.stringify({ ...anchor, events: 4 })],
    ['stretches of three', JSON.stringify({ ...anchor, stretch: 3 })],
  ])('is none with %s', (_, text) => {
    expect(readAnchor(text)).toHaveProperty('complaint');
  });
});
