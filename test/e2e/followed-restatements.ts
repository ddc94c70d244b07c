import { isDeepStrictEqual } from 'node:util';
import type { RunningApp } from '#api/testing';
import type { Desk } from './desk.js';
import { publishedRowsAnswered, type RowsByKey } from './published-rows-answered.js';
import { until } from './until.js';

const PATIENCE_MILLIS = 60_000;

/** What a consumer kept of a restatement, under the key of its row; `null`: there was no row. */
export interface Restated {
  key: string;
  from: object | null;
  to: object | null;
  because: string[];
}

/** By key of the row, what restatements say of it. */
export type Stands = Record<string, object>;

/** All rows of months up to this one, as restatements would say them. */
export function standsUntil(month: string, { everybodys, own }: RowsByKey): Stands {
  const rows = Object.entries({ ...everybodys, ...own }).filter(([key]) => isMonthUntil(month, key));
  return Object.fromEntries(rows.map(([key, row]) => [key, standOf(row)]));
}

function isMonthUntil(month: string, key: string): boolean {
  const [, , period] = JSON.parse(key) as [string, unknown, string];
  return period.length === month.length && period <= month;
}

const RESTATED = ['value', 'numerator', 'denominator', 'lower', 'upper', 'coverage'];
const standOf = (row: object): object =>
  Object.fromEntries(Object.entries(row).filter(([name]) => RESTATED.includes(name)));

/** The same once the month is closed, before anything in it is restated; there are devices known in it. */
export async function standsOnceClosed(month: string, app: RunningApp, desk: Desk): Promise<Stands> {
  await until(
    () => desk.get(`/v1/metrics/devicesKnown?from=${month}&to=${month}`),
    ({ body }) => body.rows[0]?.status === 'final',
    PATIENCE_MILLIS,
  );
  return standsUntil(month, await publishedRowsAnswered(app, desk));
}

/**
 * Where one ends who knew the values when their months were closed, and then followed each restatement. Throws where one
 * does not begin where that row was.
 */
export function followed(closed: Stands, restatements: readonly Restated[]): Stands {
  const reached = new Map(Object.entries(closed));
  for (const { key, from, to } of restatements) {
    const before = reached.get(key) ?? null;
    if (!isDeepStrictEqual(before, from)) {
      throw new Error(`${key} was at ${JSON.stringify(before)}, and is restated from ${JSON.stringify(from)}`);
    }
    if (to === null) reached.delete(key);
    else reached.set(key, to);
  }
  return Object.fromEntries(reached);
}
