import { openEventStore } from '#event-store';
import type { ApplicationProcess } from '../../test/backends/landscape/application-process.js';
import type { Landscape } from '../../test/backends/landscape/landscape.js';
import { until } from '../../test/e2e/until.js';
import type { Measurement } from '../measurement.js';
import { cautionsOn } from './cautions.js';
import { prepareReporting, reportOn } from './reporting-load.js';

/** As it is where nothing is configured. */
const LEASE_SECONDS = 10;
/** Each with two events. */
const DEVICES = 1_000;
/** FerretDB writes some fifty documents a second. */
const FEW_DEVICES = 20;
const PATIENCE_MILLIS = 60_000;

/** How fast the one active projector catches up, and how long nobody projects when it is gone. */
export async function projectorFigures(landscape: Landscape): Promise<Measurement[]> {
  const api = await landscape.start('api', 'one');
  const { events, documents } = landscape;
  const key = await prepareReporting(api, documents.kind === 'ferretdb' ? FEW_DEVICES : DEVICES);
  const recorded = await eventsIn(landscape.stores.events);
  const lease = { CIRCULOG_LEASE_SECONDS: String(LEASE_SECONDS) };
  const projectors = [await landscape.start('projector', 'a', lease)];
  await activeAmong(projectors);
  const caughtUp = await secondsUntilCaughtUp(api);
  projectors.push(await landscape.start('projector', 'b', lease), await landscape.start('projector', 'c', lease));
  const killed = await takeOver({ api, key, projectors }, 'SIGKILL');
  const ended = await takeOver({ api, key, projectors }, 'SIGTERM');
  for (const each of [...projectors, api]) await each.kill('SIGTERM');
  const cautions = cautionsOn(events.kind, documents.kind);
  return [
    {
      bench: 'servers',
      name: 'the active projector catches up',
      value: recorded / caughtUp,
      unit: 'events/s',
      note: `${recorded} events; further projectors stand by and add no speed`,
    },
    takeOverFigure('killed', killed),
    takeOverFigure('told to end', ended),
  ].map((each) => ({ ...each, note: [each.note, ...cautions].join('; ') }));
}

interface TakeOver {
  activeSeconds: number;
  projectedSeconds: number;
}

/** Takes the active one out of the list, and waits for another and for a report that came meanwhile. */
async function takeOver(
  { api, key, projectors }: { api: ApplicationProcess; key: string; projectors: ApplicationProcess[] },
  signal: NodeJS.Signals,
): Promise<TakeOver> {
  const active = await activeAmong(projectors);
  projectors.splice(projectors.indexOf(active), 1);
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const gone = active.kill(signal);
  await reportOn(api, key, signal);
  await activeAmong(projectors);
  const activeSeconds = seconds();
  await secondsUntilCaughtUp(api);
  await gone;
  return { activeSeconds, projectedSeconds: seconds() };
}

async function eventsIn(url: string): Promise<number> {
  const log = await openEventStore(url);
  const events = await log.distance(null, await log.head());
  await log.close();
  return events;
}

async function activeAmong(projectors: readonly ApplicationProcess[]): Promise<ApplicationProcess> {
  const roles = () => Promise.all(projectors.map((projector) => projector.role()));
  const found = await until(roles, (each) => each.includes('active'), PATIENCE_MILLIS);
  return projectors[found.indexOf('active')] as ApplicationProcess;
}

async function secondsUntilCaughtUp(api: ApplicationProcess): Promise<number> {
  const started = performance.now();
  await until(
    () => lagOf(api),
    (lag) => lag === 0,
    PATIENCE_MILLIS,
  );
  return (performance.now() - started) / 1000;
}

/** Events that the slowest projection is behind; none has begun before there was a projector. */
async function lagOf(api: ApplicationProcess): Promise<number> {
  const { body } = await api.send('GET', '/v1/projections');
  const lags = (body.items as { lag: { events: number } }[]).map(({ lag }) => lag.events);
  return lags.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...lags);
}

const takeOverFigure = (how: string, { activeSeconds, projectedSeconds }: TakeOver): Measurement => ({
  bench: 'servers',
  name: `until a report is projected after the active projector was ${how}`,
  value: projectedSeconds,
  unit: 's',
  note: `a standby was active after ${activeSeconds.toFixed(1)} s; lease of ${LEASE_SECONDS} s`,
});
