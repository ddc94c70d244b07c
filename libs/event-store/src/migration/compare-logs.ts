import { sha256Hex } from '#kernel';
import { holderKey } from '../port.js';
import type { StoredText } from '../verify-chains.js';
import { ChainCheck, passesFor } from './chain-check.js';
import type { LogExport } from './moving-log.js';
import { sideBySide } from './side-by-side.js';

/** Differences that are told; the first ones say what is wrong. */
const DIFFERENCES_MAX = 100;
const PROGRESS_EVERY = 1_000;

export interface Difference {
  /** What differs, such as `event 17`, `holder of identifier imei:1`, `chain of device-1 at revision 3`. */
  what: string;
  source: string | null;
  target: string | null;
}

export interface ComparedLogs {
  events: number;
  streams: number;
  reservations: number;
  /** Hash of the last event on both sides, or `null` for an empty log. */
  lastHash: string | null;
}

export type Comparison = ({ status: 'same' } & ComparedLogs) | { status: 'differs'; differences: Difference[] };

/**
 * Reads two logs as a whole and compares bytes, hashes, order, counts and holders. Every hash is computed on both sides,
 * and every chain followed. `tell` hears events and keys done, of how many.
 */
export async function compareLogs(
  source: LogExport,
  target: LogExport,
  tell: (done: number, total: number) => void,
): Promise<Comparison> {
  const size = await source.size();
  const passes = passesFor(size.events);
  const work = new Work(size.events * passes + size.reservations, tell);
  const differences = new Differences();
  let [events, streams] = [0, 0];
  let lastHash: string | null = null;
  for (let pass = 0; pass < passes; pass += 1) {
    const chains = new ChainCheck(passes, pass);
    for await (const { mine, theirs } of sideBySide(source.events(), target.events())) {
      if (pass === 0) {
        events += 1;
        lastHash = mine?.hash ?? null;
        compareEvent(events, mine, theirs, differences);
      }
      if (theirs !== undefined) chains.take(theirs);
      work.advance();
      if (differences.full) break;
    }
    streams += chains.streams;
    for (const { stream, revision, fault } of chains.faults) {
      differences.add({ what: `chain of ${stream} at revision ${revision ?? '?'}`, source: null, target: fault });
    }
  }
  const reservations = await compareHolders(source, target, { differences, work });
  if (differences.found.length > 0) return { status: 'differs', differences: differences.found };
  return { status: 'same', events, streams, reservations, lastHash };
}

function compareEvent(
  at: number,
  mine: StoredText | undefined,
  theirs: StoredText | undefined,
  differences: Differences,
): void {
  const what = `event ${at.toLocaleString('en')}`;
  if (mine === undefined || theirs === undefined || mine.text !== theirs.text || mine.hash !== theirs.hash) {
    differences.add({ what, source: mine?.hash ?? null, target: theirs?.hash ?? null });
    return;
  }
  const computed = sha256Hex(mine.text);
  if (computed !== mine.hash) differences.add({ what: `hash of ${what}`, source: mine.hash, target: computed });
}

async function compareHolders(
  source: LogExport,
  target: LogExport,
  { differences, work }: { differences: Differences; work: Work },
): Promise<number> {
  let count = 0;
  for await (const page of source.reservations()) {
    const there = await target.holders(page);
    for (const one of page) {
      count += 1;
      work.advance();
      const holder = there.get(holderKey(one)) ?? null;
      if (holder !== one.holder) {
        differences.add({ what: `holder of ${holderKey(one)}`, source: one.holder, target: holder });
      }
    }
  }
  const { reservations } = await target.size();
  if (reservations !== count) {
    differences.add({ what: 'number of reservations', source: String(count), target: String(reservations) });
  }
  return count;
}

class Differences {
  readonly found: Difference[] = [];

  get full(): boolean {
    return this.found.length >= DIFFERENCES_MAX;
  }

  add(difference: Difference): void {
    if (!this.full) this.found.push(difference);
  }
}

class Work {
  private done = 0;

  constructor(
    private readonly total: number,
    private readonly tell: (done: number, total: number) => void,
  ) {}

  advance(): void {
    this.done += 1;
    if (this.done % PROGRESS_EVERY === 0 || this.done === this.total) this.tell(this.done, this.total);
  }
}
