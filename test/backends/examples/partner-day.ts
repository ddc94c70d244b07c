import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, type Entry } from '../../e2e/desk.js';
import { followed, type Restated, standsOnceClosed, standsUntil } from '../../e2e/followed-restatements.js';
import { asAnswered, publishedRowsAnswered, type RowsByKey } from '../../e2e/published-rows-answered.js';
import { until } from '../../e2e/until.js';
import { type OpenedKafka, openKafka } from '../kafka/open-kafka.js';
import type { ExampleProcess } from './example-process.js';

/** The file that an example keeps. */
interface Kept {
  since: string;
  devices: Record<string, Record<string, Record<string, unknown>>>;
  findings: Record<string, { type: string }>;
  rows: Record<string, Record<string, unknown>>;
  restatements: Restated[];
}

export interface Consumer {
  /** What the example is called, and its partner by. */
  name: string;
  /** Starts it as its README says. */
  start(given: readonly string[]): ExampleProcess;
}

const PATIENCE_MILLIS = 60_000;
const DEVICES = 8;
/** With these a month's totals hide no partner, and everybody is told them. */
const NEIGHBOURS = ['north', 'south'];
const SHARED = 'circulog.metrics.v1';
const MONTH = '2026-03';
/** While the month is open, and once it is closed: a broker takes no times that lie ahead. */
const [OPEN, CLOSED] = ['2026-03-20T08:00:00Z', '2026-06-20T08:00:00Z'];

/** Of a handover, and of what was corrected. */
const FOUND = ['CustodyLegChanged', 'CustodyLegWithdrawn', 'StandingChanged'];

const eventsIn = ({ devices }: Kept) => Object.values(devices).flatMap((events) => Object.keys(events));
/** Events by device; one's own with all that it said, since of others' one may have been told less than one sees now. */
const eventsOf = ({ devices }: Pick<Kept, 'devices'>, partnerId: string) =>
  mapped(devices, (events) => mapped(events, ({ recordedBy, data }) => (recordedBy === partnerId ? data : null)));
/** Rows of metrics as the API would answer them. */
const valuesOf = ({ rows }: Pick<Kept, 'rows'>, partnerId: string): RowsByKey => {
  const of = (topic: string) =>
    Object.entries(rows).flatMap(([key, row]) =>
      key.startsWith(`${topic} `) ? [[key.slice(topic.length + 1), row]] : [],
    );
  return {
    everybodys: asAnswered(Object.fromEntries(of(SHARED))),
    own: asAnswered(Object.fromEntries(of(`circulog.partner.${partnerId}.v1`))),
  };
};
/** Rows of devices known in the month: of all, or of one partner. */
const devicesKnown = (partner?: string): string =>
  JSON.stringify(['devicesKnown', partner === undefined ? [] : [['partner', partner]], MONTH]);
const restatedTwice = ({ restatements }: Kept): string[] =>
  [...Map.groupBy(restatements, ({ key }) => key)].flatMap(([key, { length }]) => (length > 1 ? [key] : []));
/** What stays as it was told; values of metrics move on while somebody reads. */
const contentOf = ({ devices, findings }: Kept) => ({ devices, findings });

/** One partner and an example of a consumer, from subscribing in the morning to comparing its numbers at night. */
export function partnerDayConformance({ name, start }: Consumer): void {
  describe(`a partner's whole day with ${name}`, () => {
    const running: ExampleProcess[] = [];
    let broker: OpenedKafka;
    let app: RunningApp;
    let folder: string;
    let refit: Desk;
    let carrier: Desk;
    let neighbours: Desk[];
    const told: string[] = [];

    const device = (number: number) => `serial:Northwind:${name}-${number}`;
    const run = (file: string, ...more: string[]): ExampleProcess => {
      const given = ['--brokers', broker.brokers.join(','), '--partner', refit.id, '--state', join(folder, file)];
      const example = start([...given, ...more]);
      running.push(example);
      return example;
    };
    const kept = async (file: string): Promise<Kept | undefined> => {
      const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : JSON.parse(text);
    };
    /** Fails with what the example said, which a file that never comes does not show. */
    const keptOnce = async (file: string, isDone: (state: Kept) => boolean): Promise<Kept> => {
      const state = await until(
        () => kept(file),
        (now) => (now !== undefined && isDone(now)) || running.at(-1)?.isRunning === false,
        PATIENCE_MILLIS,
      );
      if (state === undefined || !isDone(state)) throw new Error(`It ended: ${running.at(-1)?.output}`);
      return state;
    };
    const record = async (desk: Desk, ...report: Parameters<Desk['record']>): Promise<string> => {
      const { body } = await desk.record(...report);
      const id = String(body.eventId);
      told.push(id);
      return id;
    };
    const receive = (number: number, at: string, more = {}) =>
      record(refit, device(number), 'DeviceReceived', at, { intakeReason: 'b2b' }, more);
    const knowsAll = (state: Kept) => {
      const known = new Set(eventsIn(state));
      return told.every((id) => known.has(id));
    };

    const startAt = (time: string, on: { dataFolder?: string } = {}): Promise<RunningApp> => {
      const variables = { CIRCULOG_KAFKA: broker.brokers.join(','), CIRCULOG_METRICS_SECONDS: '0.5' };
      const ago = Date.now() - Date.parse(time);
      return RunningApp.start(variables, { clock: { now: () => Date.now() - ago }, ...on });
    };
    const deskOf = async (id: string, role: string) => new Desk(() => app, id, await app.partner(id, [role]));

    beforeAll(async () => {
      broker = await openKafka();
      app = await startAt(OPEN);
      folder = await mkdtemp(join(tmpdir(), 'circulog-example-'));
      refit = await deskOf(name, 'refurbisher');
      carrier = await deskOf(`${name}-carrier`, 'logistics');
      neighbours = await Promise.all(NEIGHBOURS.map((each) => deskOf(`${name}-${each}`, 'refurbisher')));
    }, 180_000);

    afterAll(async () => {
      for (const example of running) await example.kill();
      await app?.close();
      await broker?.stop();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    }, 60_000);

    it('ends with what the API says, whatever it missed', async () => {
      const wanted = { feeds: ['device-events', 'partner-events', 'custody'], delivery: { kind: 'kafka' } };
      expect((await refit.post('/v1/subscriptions', wanted)).status).toBe(201);

      const morning = run('day.json');
      for (let number = 0; number < DEVICES; number += 1) {
        await receive(number, '2026-03-01T08:00:00Z');
      }
      const early = await keptOnce('day.json', knowsAll);
      await morning.stop();

      const grade = { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' };
      for (const neighbour of neighbours) {
        for (let number = 0; number < DEVICES; number += 1) {
          const theirs = `serial:Northwind:${neighbour.id}-${number}`;
          await record(neighbour, theirs, 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
          await record(neighbour, theirs, 'GradeAssigned', '2026-03-03T08:00:00Z', grade);
        }
      }
      const release = { toParty: `partner:${carrier.id}`, handoverRef: 'H1', purpose: 'processing' };
      await record(refit, device(0), 'CustodyReleased', '2026-03-02T08:00:00Z', release);
      const acceptance = { fromParty: `partner:${refit.id}`, handoverRef: 'H1' };
      await record(carrier, device(0), 'CustodyAccepted', '2026-03-02T09:00:00Z', acceptance);
      for (let number = 1; number < DEVICES; number += 1) {
        await record(refit, device(number), 'GradeAssigned', '2026-03-03T08:00:00Z', grade);
      }
      expect(knowsAll((await kept('day.json')) as Kept)).toBe(false);

      const back = run('day.json');
      await keptOnce('day.json', knowsAll);
      await app.application.close();
      app = await startAt(CLOSED, { dataFolder: app.dataFolder });
      const closed = await standsOnceClosed(MONTH, app, refit);
      await record(refit, device(1), 'DeviceDestroyed', '2026-03-04T08:00:00Z', { method: 'shredding' });
      const late = await receive(DEVICES, '2026-03-05T08:00:00Z');
      await keptOnce('day.json', ({ restatements }) => restatements.some(({ because }) => because.includes(late)));
      await receive(DEVICES, '2026-02-27T08:00:00Z', { corrects: late });
      const isFound = ({ findings }: Kept) => {
        const types = new Set(Object.values(findings).map(({ type }) => type));
        return FOUND.every((type) => types.has(type));
      };
      const journeys = await journeysOf();
      const isAll = (state: Kept) =>
        isFound(state) && knowsAll(state) && isDeepStrictEqual(eventsOf(ours(state, journeys), refit.id), journeys);
      const ended = await keptOnce('day.json', isAll);
      const answered = await publishedRowsAnswered(app, refit);
      const present = standsUntil(MONTH, answered);
      const isFollowed = ({ restatements }: Kept) => isDeepStrictEqual(followed(closed, restatements), present);
      const isAnswered = (state: Kept) => isFollowed(state) && isDeepStrictEqual(valuesOf(state, refit.id), answered);
      const counted = (await keptOnce('day.json', isAnswered).catch(() => kept('day.json'))) ?? ended;
      expect(valuesOf(counted, refit.id)).toEqual(answered);
      expect(followed(closed, counted.restatements)).toEqual(present);
      expect(restatedTwice(counted)).toEqual(expect.arrayContaining([devicesKnown(), devicesKnown(refit.id)]));
      expect(Object.keys(answered.everybodys).length).toBeGreaterThan(0);
      expect(Object.keys(answered.own).length).toBeGreaterThan(0);
      await back.stop();
      expect(ended.since).toBe(early.since);
      expect(Object.keys(journeys)).toHaveLength(DEVICES + 1);
      expect(knowsAll(ended)).toBe(true);

      const rebuilding = run('fresh.json', '--from-start');
      const final = JSON.stringify(sorted(contentOf(counted)));
      const isSame = (state: Kept) => isAnswered(state) && JSON.stringify(sorted(contentOf(state))) === final;
      const rebuilt = await keptOnce('fresh.json', isSame);
      await rebuilding.stop();
      expect(rebuilt.since).not.toBe(ended.since);

      const again = run('day.json', '--from-start');
      const anew = await keptOnce('day.json', (state) => state.since !== ended.since && isSame(state));
      await again.stop();
      expect(contentOf(anew)).toEqual(contentOf(counted));
    }, 240_000);

    /** The same, as the API answers it. */
    async function journeysOf(): Promise<ReturnType<typeof eventsOf>> {
      const devices: Kept['devices'] = {};
      for (let number = 0; number <= DEVICES; number += 1) {
        const { body } = await refit.get(`/v1/devices/${encodeURIComponent(device(number))}/journey`);
        const entries = (body.entries as Entry[]).map(({ eventId, event }) => [eventId, event] as const);
        devices[String(body.deviceId)] = Object.fromEntries(entries);
      }
      return eventsOf({ devices }, refit.id);
    }
  });
}

/** Of the devices that these journeys are of. */
const ours = ({ devices }: Kept, journeys: object): Pick<Kept, 'devices'> => ({
  devices: Object.fromEntries(Object.entries(devices).filter(([id]) => id in journeys)),
});

const mapped = <T, R>(record: Record<string, T>, to: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));

/** The same content in the same order of names, whichever topic was read first. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}
