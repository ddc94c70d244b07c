import { type LoggedEvent, openEventStore, openLogExport } from '#event-store';
import { DEVICE_EVENTS, kafkaClient } from '#feeds';
import { openLogger } from '#platform';
import { verifyLog } from '#verification';
import { Subscriber } from '../backends/kafka/subscriber.js';
import { projected } from '../backends/landscape/projected.js';
import { until } from '../e2e/until.js';
import type { FaultLandscape } from './fault-landscape.js';
import type { SteadyLoad } from './steady-load.js';

const PATIENCE_MILLIS = 300_000;
const PAGE = 1_000;

export interface Verdict {
  acknowledged: number;
  /** Acknowledged reports that were sent again and answered as before. */
  repeated: number;
  events: number;
  published: number;
  /** Answers that no reporter should get, acknowledged events that are not there, and so on: none is right. */
  faults: string[];
  logLines: number;
  /** Messages of warnings and errors, by how often they were logged. */
  mostLogged: [message: string, times: number][];
}

/** What must hold once everything stands again: nothing lost, nothing counted or published twice, no chain broken. */
export async function judge(
  landscape: FaultLandscape,
  load: SteadyLoad,
  say: (line: string) => void,
): Promise<Verdict> {
  const faults = [...load.strange, ...landscape.endedAtStart.map((said) => `ended at its start: ${said}`)];
  say('waiting until every process is ready');
  await allReady(landscape, faults);
  say('looking for what was acknowledged');
  const events = await allEvents(landscape.direct.events);
  faults.push(...missing(load, events));
  say('verifying chains and claims');
  const report = await verified(landscape.direct.events);
  faults.push(...report.chainFaults.map((fault) => `chain: ${JSON.stringify(fault)}`));
  faults.push(...report.claimFaults.map((fault) => `claim: ${JSON.stringify(fault)}`));
  say('comparing the projections with ones from nothing');
  faults.push(...(await miscounted(landscape, events.at(-1)?.position ?? '')));
  say('reading what was published');
  const published = await publishedOnce(landscape, events, faults);
  const lines = landscape.logLines();
  return {
    acknowledged: load.acknowledged.size,
    repeated: load.repeated,
    events: events.length,
    published,
    faults,
    logLines: lines.length,
    mostLogged: counted(lines),
  };
}

/** The lag recovers as well: readiness asks for it. */
async function allReady(landscape: FaultLandscape, faults: string[]): Promise<void> {
  for (const { name, process } of landscape.members) {
    await until(
      () =>
        process
          .send('GET', '/health/ready', { patience: 5_000 })
          .catch((error: unknown) => ({ status: 0, body: { error: String(error) } })),
      ({ status }) => status === 200,
      PATIENCE_MILLIS,
    ).catch((error: unknown) => faults.push(`${name} is not ready: ${String(error)}`));
  }
}

async function allEvents(url: string): Promise<LoggedEvent[]> {
  const log = await openEventStore(url);
  const events: LoggedEvent[] = [];
  try {
    for (;;) {
      const page = await log.readAll(events.at(-1)?.position ?? null, PAGE);
      if (page.length === 0) return events;
      events.push(...page);
    }
  } finally {
    await log.close();
  }
}

function missing(load: SteadyLoad, events: readonly LoggedEvent[]): string[] {
  const byReference = Map.groupBy(events, ({ event }) => `${event.recordedBy}/${event.metadata.reference}`);
  const faults: string[] = [];
  for (const [reference, eventId] of load.acknowledged) {
    const there = (byReference.get(`operator/${reference}`) ?? []).filter(
      ({ event }) => event.type !== 'DeviceRegistered',
    );
    if (there.length !== 1 || there[0]?.event.id !== eventId) {
      faults.push(`${reference} was acknowledged as ${eventId} and is there as ${there.map(({ event }) => event.id)}`);
    }
  }
  return faults;
}

async function verified(url: string) {
  const log = await openLogExport(url);
  try {
    return await verifyLog(log, () => undefined);
  } finally {
    await log.close();
  }
}

/** What the projections say after all that, against what another process makes of the same log from nothing. */
async function miscounted(landscape: FaultLandscape, position: string): Promise<string[]> {
  const [api] = landscape.of('api');
  if (api === undefined) return ['there is no API to ask'];
  const other = await landscape.fromNothing();
  try {
    for (const asked of [api, other]) {
      await until(
        () => asked.send('GET', `/v1/devices?limit=1&minPosition=${encodeURIComponent(position)}`),
        ({ status }) => status === 200,
        PATIENCE_MILLIS,
      );
    }
    const kept = JSON.stringify(await projected(api, position));
    const anew = JSON.stringify(await projected(other, position));
    return kept === anew ? [] : [`projections differ from what is built from nothing: ${firstDifference(kept, anew)}`];
  } finally {
    await other.kill();
  }
}

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 200), at + 100)} <> ${other.slice(Math.max(0, at - 20), at + 100)}`;
}

async function publishedOnce(
  landscape: FaultLandscape,
  events: readonly LoggedEvent[],
  faults: string[],
): Promise<number> {
  if (landscape.of('relay').length === 0) return 0;
  const expected = events.filter(({ event }) => event.stream.startsWith('device-')).map(({ event }) => event.id);
  const kafka = kafkaClient({ brokers: landscape.direct.brokers, tls: false }, 'verdict', openLogger('silent'));
  const subscriber = await Subscriber.of(kafka, DEVICE_EVENTS.name);
  try {
    await until(
      async () => subscriber.ids().length,
      (count) => count >= expected.length,
      PATIENCE_MILLIS,
    ).catch((error: unknown) => faults.push(`not all was published: ${String(error)} of ${expected.length}`));
    const ids = subscriber.ids();
    if (new Set(ids).size !== ids.length)
      faults.push(`${ids.length - new Set(ids).size} messages were published twice`);
    const known = new Set(expected);
    const strangers = ids.filter((id) => !known.has(id));
    if (strangers.length > 0) faults.push(`${strangers.length} messages are of no event in the log`);
    const wrong = subscriber.outOfOrder();
    if (wrong.length > 0) faults.push(`${wrong.length} devices were published out of order`);
    return ids.length;
  } finally {
    await subscriber.close();
  }
}

function counted(lines: readonly string[]): [string, number][] {
  const messages = lines.map((line) => String((JSON.parse(line) as { msg?: string }).msg ?? line));
  const groups = [...Map.groupBy(messages, (message) => message)];
  return groups
    .map(([message, all]): [string, number] => [message, all.length])
    .sort(([, a], [, b]) => b - a)
    .slice(0, 12);
}
