import type { JsonObject } from '#kernel';
import { cellKey, cellOf } from './cell.js';
import type { Contribution } from './contribution.js';

/** What one subject adds to one cell. */
export interface Share {
  amount: bigint;
  because: readonly string[];
}

/** What a subject adds to each cell, by the cell's key. */
export type Shares = ReadonlyMap<string, Share>;

/** Contributions of one subject to the same cell are one share of it. */
export function sharesOf(contributions: readonly Contribution[]): Shares {
  const shares = new Map<string, Share>();
  for (const contribution of contributions) {
    const key = cellKey(cellOf(contribution));
    const before = shares.get(key);
    const because = before === undefined ? contribution.because : [...before.because, ...contribution.because];
    shares.set(key, { amount: (before?.amount ?? 0n) + contribution.amount, because: eachOnce(because) });
  }
  return shares;
}

const eachOnce = (ids: readonly string[]): readonly string[] => (ids.length < 2 ? ids : [...new Set(ids)].sort());

/** The differences that turn what the cells got from a subject before into what they get now. */
export function differences(before: Shares, after: Shares): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const [key, { amount }] of before) {
    const difference = (after.get(key)?.amount ?? 0n) - amount;
    if (difference !== 0n) found.set(key, difference);
  }
  for (const [key, { amount }] of after) if (!before.has(key) && amount !== 0n) found.set(key, amount);
  return found;
}

/** Whether cells get the same of a subject, for the same reasons. */
export function areSame(before: Shares, after: Shares): boolean {
  if (before.size !== after.size) return false;
  for (const [key, { amount, because }] of before) {
    const share = after.get(key);
    if (share === undefined || share.amount !== amount || share.because.length !== because.length) return false;
    if (because.some((id, index) => share.because[index] !== id)) return false;
  }
  return true;
}

/**
 * Compact and canonical: events and dimensions once, then rows of
 * [measure, period, effectiveOn, dimensions' index, amount, events' indexes].
 */
export function encodeShares(shares: Shares): JsonObject {
  const events: string[] = [];
  const dimensions: string[] = [];
  const eventIndex = new Map<string, number>();
  const dimensionsIndex = new Map<string, number>();
  const rows = [...shares.keys()].sort().map((key) => {
    const share = shares.get(key) as Share;
    const [measure = '', period = '', effectiveOn = ''] = key.split('|', 3);
    const text = key.slice(measure.length + period.length + effectiveOn.length + 3);
    const because = share.because.map((id) => indexIn(events, eventIndex, id));
    return [measure, period, effectiveOn, indexIn(dimensions, dimensionsIndex, text), share.amount.toString(), because];
  });
  return { events, dimensions, rows };
}

type Row = [string, string, string, number, string, number[]];

/** `isWanted`: of which measures and months; a record holds those of all, and most readers want few. */
export function decodeShares(
  document: JsonObject | undefined,
  isWanted: (measure: string, period: string) => boolean = () => true,
): Shares {
  if (document === undefined) return new Map();
  const { events, dimensions, rows } = document as unknown as { events: string[]; dimensions: string[]; rows: Row[] };
  const wanted = rows.filter(([measure, period]) => isWanted(measure, period));
  return new Map(
    wanted.map(([measure, period, effectiveOn, index, amount, because]) => [
      `${measure}|${period}|${effectiveOn}|${dimensions[index]}`,
      { amount: BigInt(amount), because: because.map((each) => events[each] ?? '') },
    ]),
  );
}

function indexIn(list: string[], known: Map<string, number>, value: string): number {
  const index = known.get(value) ?? list.push(value) - 1;
  known.set(value, index);
  return index;
}

/** `measure period`: what a subject's record is found by when a value is explained. */
export const shareKey = (measure: string, period: string): string => `${measure} ${period}`;
