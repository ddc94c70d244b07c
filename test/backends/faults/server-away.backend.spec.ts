import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../e2e/until.js';
import { FaultLandscape, type ServerMember } from '../../faults/fault-landscape.js';
import { type ApplicationName, type StartedProcess, startProcess } from '../../listening-process.js';
import { freePort } from '../free-port.js';
import { OPERATOR_KEY } from '../landscape/application-process.js';

const OPENING_MILLIS = 600_000;
const PATIENCE_MILLIS = 90_000;
const CASE_MILLIS = 240_000;

let folder: string;
let landscape: FaultLandscape;
const started: StartedProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-away-'));
  landscape = await FaultLandscape.open([]);
}, OPENING_MILLIS);
afterEach(async () => {
  for (const { gate } of landscape.servers) gate.reopen();
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});
afterAll(async () => {
  await landscape?.close();
  await rm(folder, { recursive: true, force: true });
});

const gateOf = (product: ServerMember['product']) => {
  const server = landscape.servers.find((each) => each.product === product);
  if (server === undefined) throw new Error(`There is no ${product}.`);
  return server.gate;
};

interface Running {
  process: StartedProcess;
  ask(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  ready(status: number): Promise<{ name: string; ok: boolean; detail?: string }[]>;
  logged(): string[];
}

async function start(application: ApplicationName, changes: Record<string, string> = {}): Promise<Running> {
  const port = await freePort();
  const data = join(folder, String(port));
  const own = { PORT: String(port), CIRCULOG_DATA: data, CIRCULOG_ADMIN_KEY: OPERATOR_KEY };
  const process = startProcess(application, { ...landscape.variables, ...own, ...changes });
  started.push(process);
  const ask = async (path: string, body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => undefined);
    return { status: response?.status ?? 0, body: ((await response?.json()) ?? {}) as Record<string, unknown> };
  };
  const ready = async (wanted: number) => {
    const { body } = await until(
      () => ask('/health/ready'),
      ({ status }) => status === wanted,
      PATIENCE_MILLIS,
    );
    return body.checks as { name: string; ok: boolean; detail?: string }[];
  };
  const logged = () =>
    process
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
  return { process, ask, ready, logged };
}

const namesOf = (checks: { name: string; ok: boolean }[]) => checks.filter(({ ok }) => !ok).map(({ name }) => name);
const reportOf = (reference: string) => ({
  device: `serial:Northwind:AWAY-${reference}`,
  type: 'LockStateObserved',
  occurredAt: '2026-03-01T00:00:00Z',
  reference,
  data: { kind: 'sim', state: 'unlocked' },
});

describe('a server that is down at the start', () => {
  it(
    'is waited for by API and projector, which say so once and serve when it is there',
    async () => {
      gateOf('MongoDB').shut();
      const [api, projector] = [await start('api'), await start('projector')];
      for (const { ready, process, logged, ask } of [api, projector]) {
        const checks = await ready(503);
        expect(namesOf(checks)).toEqual(['read-store', 'ops-store']);
        expect(checks[1]?.detail).toContain('MongoDB at 127.0.0.1');
        expect((await ask('/health/live')).status).toBe(200);
        expect(process.child.exitCode).toBeNull();
        expect(logged().filter((line) => line.includes('waits for servers'))).toHaveLength(1);
      }
      expect((await api.ask('/v1/events', reportOf('waiting'))).status).toBe(503);
      gateOf('MongoDB').reopen();
      await Promise.all([api.ready(200), projector.ready(200)]);
      expect((await api.ask('/v1/events', reportOf('waiting'))).status).toBe(201);
      expect([api.logged().length, projector.logged().length]).toEqual([1, 1]);
    },
    CASE_MILLIS,
  );

  it(
    'is waited for by the relay, whichever it is',
    async () => {
      gateOf('Kafka').shut();
      const relay = await start('relay');
      expect(namesOf(await relay.ready(503))).toEqual(['feeds']);
      expect(relay.logged().length).toBeLessThanOrEqual(2);
      gateOf('Kafka').reopen();
      await relay.ready(200);
      gateOf('EventStoreDB').shut();
      const standby = await start('relay');
      expect(namesOf(await standby.ready(503))).toEqual(['event-store']);
      gateOf('EventStoreDB').reopen();
      await standby.ready(200);
    },
    CASE_MILLIS,
  );

  it(
    'is not waited for where it is there and refuses',
    async () => {
      const url = new URL(landscape.variables.CIRCULOG_OPS_STORE ?? '');
      [url.username, url.password] = ['somebody', 'not-to-be-told'];
      const { process } = await start('api', { CIRCULOG_OPS_STORE: url.href });
      expect(await process.ended).toBe(1);
      expect(process.output()).toMatch(/^circulog: MongoDB at 127\.0\.0\.1:\d+\/\w+ cannot be used: .+$/m);
      expect(process.output()).not.toContain('not-to-be-told');
    },
    CASE_MILLIS,
  );
});

describe('a server that is lost for a while', () => {
  it.each([
    ['MongoDB', '/v1/devices', undefined, 'read-store'],
    ['EventStoreDB', '/v1/events', reportOf('lost'), 'event-store'],
  ] as const)(
    '%s: what needs it is answered 503, readiness tells it, the log says it once, and it comes back',
    async (product, path, body, check) => {
      const [api, projector] = [await start('api'), await start('projector')];
      await Promise.all([api.ready(200), projector.ready(200)]);
      gateOf(product).shut();
      const refused = await api.ask(path, body);
      expect(refused).toMatchObject({ status: 503, body: { errors: [{ hint: expect.any(String) }] } });
      for (let again = 0; again < 2; again += 1) expect((await api.ask(path, body)).status).toBe(503);
      expect(namesOf(await api.ready(503))).toContain(check);
      const requests = api.logged().filter((line) => line.includes('request failed'));
      expect(requests.length).toBeLessThanOrEqual(1);
      gateOf(product).reopen();
      await Promise.all([api.ready(200), projector.ready(200)]);
      expect((await api.ask(path, body)).status).toBeLessThan(300);
      expect(api.logged().length).toBeLessThanOrEqual(6);
    },
    CASE_MILLIS,
  );
});
