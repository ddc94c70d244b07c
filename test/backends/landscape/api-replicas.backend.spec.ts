import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';
import { until } from '../../e2e/until.js';
import type { ApplicationProcess } from './application-process.js';
import { Landscape, START_MILLIS } from './landscape.js';
import { type Acknowledged, report, reportOf } from './reports.js';

const DEVICES = 4;
const REPORTS = 12;
const WORKERS = 6;

describe('three API processes over the same servers', () => {
  let landscape: Landscape;
  let replicas: ApplicationProcess[];

  beforeAll(async () => {
    landscape = await Landscape.open();
    replicas = await Promise.all(['one', 'two', 'three'].map((name) => landscape.start('api', name)));
  }, START_MILLIS);
  afterAll(() => landscape.close());

  it('record every acknowledged report of the same devices once, in chains that verify', async () => {
    const told: Acknowledged[] = (
      await Promise.all(
        Array.from({ length: WORKERS }, (_, worker) => report(replicas, { worker, devices: DEVICES, count: REPORTS })),
      )
    ).flat();
    expect(told).toHaveLength(WORKERS * REPORTS);
    expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(WORKERS * REPORTS);
    expect(new Set(told.map(({ deviceId }) => deviceId)).size).toBe(DEVICES);

    const log = await openEventStore(landscape.stores.events);
    const all = await log.readAll(null, 1_000);
    const grades = all.filter(({ event }) => event.type === 'GradeAssigned').map(({ event }) => event);
    expect(grades.map(({ metadata }) => metadata.reference).sort()).toEqual(
      told.map(({ reference }) => reference).sort(),
    );
    expect(new Map(grades.map(({ id, metadata }) => [metadata.reference, id]))).toEqual(
      new Map(told.map(({ reference, eventId }) => [reference, eventId])),
    );
    for (const [, events] of Map.groupBy(all, ({ event }) => event.stream)) {
      expect(events.map(({ event }) => event.revision)).toEqual(events.map((_, index) => index));
      expect(events.map(({ event }) => event.previousHash)).toEqual([
        null,
        ...events.slice(0, -1).map(({ event }) => event.hash),
      ]);
    }
    await log.close();
  });

  it('give one reference to one event, whoever is asked first', async () => {
    const answers = await Promise.all(
      replicas.flatMap((replica) =>
        [1, 2].map(() => replica.send('POST', '/v1/events', { body: reportOf(0, 'the-same', 1) })),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.eventId)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('let a key in that another one made, and no longer once another one has replaced it', async () => {
    const [one, two, three] = replicas as [ApplicationProcess, ApplicationProcess, ApplicationProcess];
    const partner = { id: 'green', name: 'Green', roles: ['recycler'], country: 'DE', timeZone: 'Europe/Berlin' };
    const { body } = await one.send('POST', '/v1/partners', { body: partner });
    const key = String(body.key);
    await until(
      () => two.send('GET', '/v1/partners', { key }),
      ({ status }) => status === 200,
    );
    await three.send('POST', '/v1/partners/green/keys');
    const replaced = performance.now();
    for (const replica of [one, two]) {
      await until(
        () => replica.send('GET', '/v1/partners', { key }),
        ({ status }) => status === 401,
      );
    }
    expect(performance.now() - replaced).toBeLessThan(5_000);
  });
});
