import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';
import { until } from '../../e2e/until.js';
import type { ApplicationProcess } from './application-process.js';
import { Landscape, START_MILLIS } from './landscape.js';
import { projected } from './projected.js';
import { report } from './reports.js';

const PATIENCE = 60_000;

describe('one active projector and its standby', () => {
  let landscape: Landscape;
  let api: ApplicationProcess;
  let one: ApplicationProcess;
  let two: ApplicationProcess;
  let worker = 0;
  let others = 0;

  const becomes = (projector: ApplicationProcess, role: string) =>
    until(
      () => projector.role(),
      (now) => now === role,
      PATIENCE,
    );

  const head = async (): Promise<string> => {
    const log = await openEventStore(landscape.stores.events);
    const position = await log.head();
    await log.close();
    return position ?? '';
  };

  /** Reports while something happens to the projectors. */
  const meanwhile = (count = 60) => report([api], { worker: ++worker, devices: 7, count });

  beforeAll(async () => {
    landscape = await Landscape.open();
    api = await landscape.start('api', 'api');
    one = await landscape.start('projector', 'one');
    await becomes(one, 'active');
    two = await landscape.start('projector', 'two');
  }, START_MILLIS);
  afterAll(() => landscape.close());

  /** What the projectors have kept is what another one makes of the same log from nothing. */
  const sameAsFromNothing = async () => {
    const position = await head();
    const other = await landscape.fromNothing(`from-nothing-${++others}`);
    for (const asked of [api, other]) {
      await until(
        () => asked.send('GET', `/v1/devices?limit=1&minPosition=${encodeURIComponent(position)}`),
        ({ status }) => status === 200,
        PATIENCE,
      );
    }
    expect(await projected(api, position)).toEqual(await projected(other, position));
    await other.kill();
  };

  it('stand so from the start, and the API is ready', async () => {
    expect(await two.role()).toBe('standby');
    await meanwhile(20);
    await sameAsFromNothing();
  });

  it('change places when the active one dies, and nothing is missed or counted twice', async () => {
    const reporting = meanwhile();
    await one.kill();
    await becomes(two, 'active');
    await reporting;
    await sameAsFromNothing();
  });

  it('change places when the active one hangs, which stands by when it wakes in the middle of its work', async () => {
    one = await landscape.start('projector', 'one');
    await becomes(one, 'standby');
    const reporting = meanwhile(120);
    await until(
      () => api.send('GET', '/v1/projections'),
      ({ body }) => (body.items as { lag: { events: number } }[]).some(({ lag }) => lag.events > 0),
      PATIENCE,
    );
    two.hang();
    await becomes(one, 'active');
    two.wake();
    await becomes(two, 'standby');
    await reporting;
    expect(await one.role()).toBe('active');
    await sameAsFromNothing();
  });

  it('give the work over at once when the active one is told to end', async () => {
    const asked = performance.now();
    await one.kill('SIGTERM');
    await becomes(two, 'active');
    expect(performance.now() - asked).toBeLessThan(PATIENCE / 2);
    await meanwhile(10);
    await sameAsFromNothing();
  });

  it('begin a rebuild that is asked for at the API', async () => {
    const { status, body } = await api.send('POST', '/v1/projections/recalls/rebuild');
    expect(status).toBe(202);
    await until(
      () => api.send('GET', '/v1/projections'),
      (answer) =>
        (answer.body.items as { name: string; generation: number; state: string }[]).some(
          (one) => one.name === 'recalls' && one.generation === body.generation && one.state === 'live',
        ),
      PATIENCE,
    );
  });

  it('leave the API not ready, saying why, when there is none', async () => {
    await two.kill();
    const { body } = await until(
      () => api.send('GET', '/health/ready'),
      ({ status }) => status === 503,
      PATIENCE,
    );
    expect(body.checks).toContainEqual({ name: 'projections', ok: false, detail: 'No projector is heard of.' });
    expect((await api.send('POST', '/v1/projections/devices/rebuild')).status).toBe(503);
  });
});
