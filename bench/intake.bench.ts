import { ask, serve } from './child.js';
import { startCirculog } from './circulog.js';
import { benchPartner, caughtUp, importAll } from './import.js';
import type { LoadOrder, LoadReport } from './load.child.js';
import { type Measurement, median } from './measurement.js';

/** What the load generator replaces with a fresh number. */
const PLACEHOLDER = '0000000000';
const CONNECTIONS = 50;
const WARM_UP_SECONDS = 4;
const SECONDS = 6;
const PAIRS = 3;
/** So many that a device's history stays as short as real ones are. */
const DEVICES_PER_CONNECTION = 200;

const reportOf = (device: number) => ({
  device: `serial:Northwind:BENCH${String(device).padStart(8, '0')}`,
  type: 'GradeAssigned',
  occurredAt: '2026-03-04T10:15:00+01:00',
  reference: `bench-${device}-${PLACEHOLDER}`,
  data: {
    grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' },
    method: 'manual',
    extensions: { bench: PLACEHOLDER },
  },
});

const bodies = Array.from({ length: CONNECTIONS }, (_, connection) =>
  Array.from({ length: DEVICES_PER_CONNECTION }, (_, index) =>
    JSON.stringify(reportOf(connection * DEVICES_PER_CONNECTION + index)),
  ),
);

/** One durable event per request against a route that does nothing, in turns, the projector running. */
export async function run(): Promise<Measurement[]> {
  const rounds: { empty: LoadReport; durable: LoadReport }[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const empty = await serve('empty.server', {});
    const emptyReport = await load(empty.url, '').finally(() => empty.stop());
    const circulog = await startCirculog();
    try {
      const key = await benchPartner(circulog);
      await importAll(circulog, key, [`${bodies.flat().join('\n')}\n`]);
      await caughtUp(circulog);
      rounds.push({ empty: emptyReport, durable: await load(circulog.url, key) });
    } finally {
      await circulog.stop();
    }
  }
  return figures(rounds);
}

const load = (url: string, key: string): Promise<LoadReport> =>
  ask<LoadReport>('load.child', {
    host: new URL(url).hostname,
    port: Number(new URL(url).port),
    path: '/v1/events',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    bodies,
    warmUpSeconds: WARM_UP_SECONDS,
    seconds: SECONDS,
  } satisfies LoadOrder);

const failed = ({ statuses }: LoadReport): number =>
  Object.entries(statuses).reduce((sum, [status, count]) => (status.startsWith('2') ? sum : sum + count), 0);

function figures(rounds: { empty: LoadReport; durable: LoadReport }[]): Measurement[] {
  const of = (pick: (round: { empty: LoadReport; durable: LoadReport }) => number) => median(rounds.map(pick));
  const failures = rounds.reduce((sum, { durable }) => sum + failed(durable), 0);
  const share = of(({ durable }) => durable.coreShare).toFixed(2);
  return [
    {
      bench: 'intake',
      name: 'one durable event per request',
      value: of(({ durable }) => durable.requestsPerSecond),
      unit: 'requests/s',
      reference: { name: 'empty route', value: of(({ empty }) => empty.requestsPerSecond) },
      ratio: of(({ durable, empty }) => durable.requestsPerSecond / empty.requestsPerSecond),
      aim: { at: 0.6, least: 0.35, direction: 'at-least' },
      note: `load generator ${share} of a core; ${failures} failures`,
    },
    {
      bench: 'intake',
      name: 'p99 of it',
      value: of(({ durable }) => durable.p99Millis),
      unit: 'ms',
      reference: { name: 'empty route', value: of(({ empty }) => empty.p99Millis) },
      ratio: of(({ durable, empty }) => durable.p99Millis / Math.max(empty.p99Millis, 1)),
      aim: { at: 3, direction: 'at-most' },
    },
  ];
}
