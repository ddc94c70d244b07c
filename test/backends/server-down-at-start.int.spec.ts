import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../e2e/until.js';
import { type StartedProcess, startProcess } from '../listening-process.js';
import { certifiedForLoopback } from './eventstoredb-stand-in/certificate.js';
import { type StandIn, startStandIn } from './eventstoredb-stand-in/stand-in.js';
import { freePort } from './free-port.js';

const KEY = 'operator-key-of-this-spec';
const STARTING_MILLIS = 60_000;
const SECRET = 'not-to-be-told';

let folder: string;
let standIn: StandIn | undefined;
let started: StartedProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-down-'));
});
afterEach(async () => {
  started?.child.kill('SIGKILL');
  await started?.ended;
  await standIn?.stop();
  standIn = undefined;
  await rm(folder, { recursive: true, force: true });
});

function start(events: string, port: number, changes: Record<string, string> = {}): StartedProcess {
  started = startProcess('standalone', {
    CIRCULOG_EVENT_STORE: events,
    CIRCULOG_DATA: folder,
    CIRCULOG_ADMIN_KEY: KEY,
    CIRCULOG_LOG_LEVEL: 'warn',
    PORT: String(port),
    ...changes,
  });
  return started;
}

interface Seen {
  status: number;
  retryAfter: string | null;
  body: Record<string, unknown>;
}

async function ask(port: number, path: string, body?: unknown): Promise<Seen> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => undefined);
  if (response === undefined) return { status: 0, retryAfter: null, body: {} };
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, retryAfter, body: (await response.json()) as Record<string, unknown> };
}

const waitsAt = (port: number) =>
  until(
    () => ask(port, '/health/ready'),
    ({ status }) => status === 503,
    STARTING_MILLIS,
  );

const linesOf = (process: StartedProcess, message: string) =>
  process
    .output()
    .split('\n')
    .filter((line) => line.includes(`"msg":"${message}"`));

const REPORT = {
  device: 'serial:Northwind:DOWN1',
  type: 'LockStateObserved',
  occurredAt: '2026-03-01T00:00:00Z',
  reference: 'down-1',
  data: { kind: 'sim', state: 'unlocked' },
};

describe('a process whose server is down at the start', () => {
  it('lives, says what it waits for, says so once in the log, and serves once the server is there', async () => {
    const [serverPort, port] = [await freePort(), await freePort()];
    const process = start(`esdb://127.0.0.1:${serverPort}?tls=false`, port);

    const { body } = await waitsAt(port);
    expect(body).toEqual({
      status: 'not-ready',
      checks: [
        { name: 'event-store', ok: false, detail: expect.stringContaining('it refuses the connection') },
        { name: 'read-store', ok: true },
        { name: 'ops-store', ok: true },
      ],
    });
    const anybody = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(((await anybody.json()) as { checks: object[] }).checks).toContainEqual({ name: 'event-store', ok: false });
    expect(await ask(port, '/health/live')).toMatchObject({ status: 200, body: { status: 'up' } });
    const refused = await ask(port, '/v1/events', REPORT);
    expect(refused).toMatchObject({ status: 503, retryAfter: '5', body: { instance: '/v1/events' } });
    expect(refused.body.errors).toMatchObject([{ rule: 'starting' }]);

    standIn = await startStandIn({ port: serverPort });
    expect(await process.listens).toContain(String(port));
    const ready = () => ask(port, '/health/ready');
    await until(ready, ({ status }) => status === 200, STARTING_MILLIS);
    expect(await ask(port, '/v1/events', REPORT)).toMatchObject({ status: 201 });
    expect(linesOf(process, 'waits for servers')).toHaveLength(1);
    expect(
      process
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{')),
    ).toHaveLength(1);
  }, 120_000);

  it('ends at once, and well, when it is told to while it waits', async () => {
    const port = await freePort();
    const process = start(`esdb://127.0.0.1:${await freePort()}?tls=false`, port);
    await waitsAt(port);
    process.child.kill('SIGTERM');
    expect(await process.ended).toBe(0);
  }, 90_000);

  it('goes on waiting on the same port where the system has chosen it', async () => {
    const serverPort = await freePort();
    const process = start(`esdb://127.0.0.1:${serverPort}?tls=false`, 0);
    const told = await until(
      async () => linesOf(process, 'waits for servers')[0] ?? '',
      (line) => line !== '',
      STARTING_MILLIS,
    );
    const { port } = JSON.parse(told) as { port: number };
    await waitsAt(port);
    standIn = await startStandIn({ port: serverPort });
    expect(await process.listens).toContain(`:${port}`);
  }, 120_000);
});

describe('a process that is told to start wrongly', () => {
  it.each([
    ['credentials that the server refuses', '', 'it refuses the credentials'],
    ['an option that there is not', '&tslCAFile=x', 'option tslCAFile'],
  ])(
    'ends at once, in one line without the secret, for %s',
    async (_, option, reason) => {
      const certified = certifiedForLoopback();
      const authority = join(folder, 'authority.pem');
      await writeFile(authority, certified.authority);
      standIn = await startStandIn({ tls: certified, credentials: 'writer:right' });
      const url = `esdb://writer:${SECRET}@127.0.0.1:${standIn.port}?tls=true&tlsCAFile=${authority}${option}`;
      const process = start(url, await freePort());
      expect(await process.ended).toBe(1);
      const lines = process.output().split('\n');
      expect(lines.filter((line) => line.startsWith('circulog: '))).toEqual([expect.stringContaining(reason)]);
      expect(lines.filter((line) => line.startsWith('{'))).toEqual([]);
      expect(process.output()).not.toContain(SECRET);
    },
    60_000,
  );

  it('ends at once for what waiting cannot mend, although a server is down as well', async () => {
    const process = start(`esdb://127.0.0.1:${await freePort()}?tls=false`, await freePort(), {
      CIRCULOG_READ_STORE: 'nowhere:x',
    });
    expect(await process.ended).toBe(1);
    expect(process.output()).toContain('No read store for nowhere:');
  }, 60_000);
});
