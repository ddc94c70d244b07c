import { Writable } from 'node:stream';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Projector } from '#projections';
import { RunningApp } from '../testing/index.js';

/** The thread behind it, to be killed. */
interface Living {
  life?: { worker: Worker };
}

describe('the projector of an application', () => {
  let app: RunningApp;
  let logged: { level: number; msg: string }[];

  const ready = async () => (await app.send('GET', '/health/ready')).body as { status: string; checks: object[] };
  const lists = async () => ((await app.send('GET', '/v1/projections')).body as { items: { state: string }[] }).items;
  const kill = () => (app.application.app.get(Projector) as unknown as Living).life?.worker.terminate();
  const until = async <Answer>(ask: () => Promise<Answer>, good: (answer: Answer) => boolean): Promise<Answer> => {
    for (;;) {
      const answer = await ask();
      if (good(answer)) return answer;
    }
  };

  beforeEach(async () => {
    logged = [];
    const lines = new Writable({
      write: (line, _, done) => {
        logged.push(JSON.parse(String(line)));
        done();
      },
    });
    app = await RunningApp.start({}, { logger: pino({ level: 'error' }, lines) });
  });
  afterEach(() => app.close());

  it('dies: readiness says so, it is logged once, and it is ready again by itself', async () => {
    expect((await ready()).status).toBe('ready');
    await kill();
    const { status, checks } = await ready();
    expect(status).toBe('not-ready');
    expect(checks).toContainEqual({
      name: 'projections',
      ok: false,
      detail: expect.stringMatching(/^failing: devices/),
    });
    expect(new Set((await lists()).map(({ state }) => state))).toEqual(new Set(['failing']));
    const refused = await app.send('POST', '/v1/projections/devices/rebuild');
    expect([refused.status, refused.body]).toMatchObject([503, { errors: [{ rule: 'projector-down' }] }]);
    await until(ready, (one) => one.status === 'ready');
    expect(logged.filter(({ msg }) => msg !== 'request failed')).toMatchObject([{ msg: 'the projector died' }]);
    const { status: accepted } = await app.send('POST', '/v1/projections/devices/rebuild');
    expect(accepted).toBe(202);
    await until(lists, (items) => items.every(({ state }) => state === 'live'));
  });
});
