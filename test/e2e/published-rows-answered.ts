import type { RunningApp } from '#api/testing';
import type { Desk, Row } from './desk.js';
import { until } from './until.js';

/** What is published of every metric, each on its own; rows by partner to that partner alone. */
const PUBLISHED_BY = [[], ['category'], ['country'], ['partner']];

interface Definition {
  name: string;
  dimensions: string[];
  periods: string[];
}

export interface RowsByKey {
  everybodys: Record<string, object>;
  own: Record<string, object>;
}

/** What the API answers one partner of all that is published, once it knows everything that was recorded. */
export async function publishedRowsAnswered(app: RunningApp, desk: Desk): Promise<RowsByKey> {
  await until(
    async () => ((await app.send('GET', '/v1/projections')).body as { items: { lag: { events: number } }[] }).items,
    (builds) => builds.every(({ lag }) => lag.events === 0),
  );
  const answered: RowsByKey = { everybodys: {}, own: {} };
  for (const { name, dimensions, periods } of (await desk.get('/v1/metrics')).body.items as unknown as Definition[]) {
    for (const by of PUBLISHED_BY.filter((names) => names.every((each) => dimensions.includes(each)))) {
      const { body } = await desk.get(`/v1/metrics/${name}?period=${periods[0]}${by.map((each) => `&by=${each}`)}`);
      const rows = body.rows.map((row) => [keyOf(name, row), row] as const);
      Object.assign(by.includes('partner') ? answered.own : answered.everybodys, Object.fromEntries(rows));
    }
  }
  return answered;
}

/** As messages name the row. */
const keyOf = (metric: string, { dimensions, period }: Row): string =>
  JSON.stringify([metric, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)), period]);

/** Rows as they were told, those left out that are gone, as the API would answer them. */
export const asAnswered = (told: Record<string, Record<string, unknown>>): Record<string, object> =>
  Object.fromEntries(
    Object.entries(told)
      .filter(([, { absent }]) => absent === undefined)
      .map(([key, { metric: _, asOfPosition: __, ...row }]) => [key, row]),
  );
