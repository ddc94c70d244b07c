import type { Day, JsonObject, Month } from '#kernel';
import type { Contribution, Dimensions } from './contribution.js';
import { partitionKey } from './partition.js';

/** Names that a cell's document uses itself; no dimension may have one. */
const RESERVED = new Set(['id', 'measure', 'period', 'effectiveOn', 'amount', 'partition']);
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/** Where a contribution goes: one cell per measure, month, maturing day and dimensions. */
export interface Cell {
  measure: string;
  period: Month;
  /** Empty: counts at once. Sorts before every day. */
  effectiveOn: Day | '';
  dimensions: Dimensions;
}

export const cellOf = ({ measure, period, effectiveOn, dimensions }: Contribution): Cell => ({
  measure,
  period,
  effectiveOn: effectiveOn ?? '',
  dimensions,
});

/** Canonical text of dimensions: pairs ascending by name. Throws for a name that cells use themselves. */
export function dimensionsText(dimensions: Dimensions): string {
  const names = Object.keys(dimensions).sort();
  for (const name of names) {
    if (RESERVED.has(name) || !NAME.test(name)) throw new Error(`${name} is no name for a dimension.`);
  }
  return JSON.stringify(names.map((name) => [name, dimensions[name]]));
}

export const dimensionsOf = (text: string): Dimensions =>
  Object.fromEntries(JSON.parse(text) as [string, string][]) as Dimensions;

/** Unique text of a cell; the same cell always has the same. Throws for a name that is none. */
export function cellKey({ measure, period, effectiveOn, dimensions }: Cell): string {
  if (!NAME.test(measure)) throw new Error(`${measure} is no name for a measure.`);
  return `${measure}|${period}|${effectiveOn}|${dimensionsText(dimensions)}`;
}

/** The cell that a key is the text of. */
export function cellOfKey(key: string): Cell {
  const [measure = '', period = '', effectiveOn = ''] = key.split('|', 3);
  const dimensions = key.slice(measure.length + period.length + effectiveOn.length + 3);
  return { measure, period, effectiveOn, dimensions: dimensionsOf(dimensions) };
}

/** A cell's document id: one per partition, together by measure and period. */
export function cellId(key: string, partition: number): string {
  const place = key.indexOf('|', key.indexOf('|') + 1) + 1;
  return `${key.slice(0, place)}${partitionKey(partition)}|${key.slice(place)}`;
}

/** The key of the cell that a document holds a partition's share of. */
export function cellKeyOfId(id: string): string {
  const [measure = '', period = '', partition = ''] = id.split('|', 3);
  const place = `${measure}|${period}|`;
  return `${place}${id.slice(place.length + partition.length + 1)}`;
}

/** The ids of a measure's cells in these months, both included. */
export const cellIdsOf = (measure: string, from?: Month, to?: Month): { from: string; to: string } => ({
  from: `${measure}|${from ?? ''}`,
  to: `${measure}|${to ?? '9999'}|\u{ffff}`,
});

/** What the read store keeps of a cell: dimensions as fields of their own, the amount as a decimal text. */
export function cellDocument(cell: Cell, partition: number, amount: bigint): JsonObject {
  const { measure, period, effectiveOn, dimensions } = cell;
  return { ...dimensions, measure, period, effectiveOn, partition, amount: amount.toString() };
}
