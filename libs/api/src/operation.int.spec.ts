import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PartnerDirectoryService } from '#partners';
import { CONFIGURATION, type Configuration } from '#platform';
import { RunningApp } from './testing/index.js';

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start();
});
afterAll(() => app.close());

const manufactured = {
  device: 'imei:356938035643809',
  type: 'DeviceManufactured',
  occurredAt: '2026-03-04T10:00:00Z',
  data: { manufacturedOn: '2026-03-04' },
};

describe('measurements', () => {
  it('count reports by outcome, requests by route, and tell lag and sizes', async () => {
    const key = await app.partner('maker', ['manufacturer']);
    const send = (body: object) => app.send('POST', '/v1/events', { key, body });
    expect((await send({ ...manufactured, reference: 'r1' })).status).toBe(201);
    expect((await send({ ...manufactured, reference: 'r1' })).status).toBe(200);
    expect((await send({ ...manufactured, reference: 'r2', data: {} })).status).toBe(422);
    const text = String((await app.send('GET', '/metrics')).body);
    expect(text).toContain('circulog_reports_total{channel="http",outcome="accepted"} 1');
    expect(text).toContain('circulog_reports_total{channel="http",outcome="repeat"} 1');
    expect(text).toContain('circulog_reports_total{channel="http",outcome="refused"} 1');
    expect(text).toMatch(/circulog_http_request_seconds_count\{method="POST",route="\/v1\/events",status="201"\} 1/);
    expect(text).toMatch(/^circulog_projection_lag_events \d+$/m);
    expect(text).toMatch(/^circulog_store_bytes\{store="events"\} [1-9]\d*$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });
});

describe('readiness', () => {
  it('names what it has asked', async () => {
    const { body } = await app.send('GET', '/health/ready');
    expect(body).toMatchObject({ status: 'ready', checks: [{ name: 'event-store' }, { name: 'read-store' }, {}, {}] });
  });

  it('is 503 while projections are too far behind', async () => {
    const { limits } = app.application.app.get<Configuration>(CONFIGURATION);
    const allowed = limits.readyLagEvents;
    limits.readyLagEvents = -1;
    const asked = (key?: string | null) => app.send('GET', '/health/ready', key === undefined ? {} : { key });
    const refit = await app.partner('refit-looks', ['refurbisher']);
    const [{ status, body }, ...others] = [await asked(), await asked(null), await asked(refit), await asked('wrong')];
    limits.readyLagEvents = allowed;
    expect([status, body]).toMatchObject([503, { status: 'not-ready' }]);
    expect(JSON.stringify(body)).toContain('events behind');
    for (const other of others) {
      expect([other.status, other.body]).toMatchObject([503, { status: 'not-ready' }]);
      expect((other.body as { checks: object[] }).checks).toContainEqual({ name: 'projections', ok: false });
      expect(JSON.stringify(other.body)).not.toContain('detail');
    }
  });
});

describe('a cursor that is of no page', () => {
  it.each(['/v1/imports', '/v1/mappings', '/v1/subscriptions'])('of %s is refused by name', async (path) => {
    const { status, body } = await app.send('GET', `${path}?cursor=x`);
    expect([status, (body as { errors: object[] }).errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/query/cursor', rule: 'invalid-cursor' })],
    ]);
  });
});

describe('a connection on which nobody asks', () => {
  it('does not hold up the end', async () => {
    const other = await RunningApp.start();
    const { hostname, port } = new URL(other.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await other.close();
    await closed;
  });
});

describe('what nobody foresaw', () => {
  it('is a problem that tells its correlation id and nothing else', async () => {
    const directory = app.application.app.get(PartnerDirectoryService);
    const { all } = directory;
    directory.all = () => {
      throw new Error('the innards');
    };
    const answer = await app.send('GET', '/v1/partners');
    directory.all = all;
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ status: 500, correlationId: answer.headers.get('x-correlation-id') });
    expect(JSON.stringify(answer.body)).not.toMatch(/innards|\.js|\.ts/);
  });

  it('is a problem also where it is no HTTP', async () => {
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.write('HELLO\r\n\r\n');
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*"rule":"not-http"/s);
  });
});

describe('the OpenAPI document', () => {
  interface Operation {
    summary?: string;
    security?: object[];
    responses: Record<string, { content?: object }>;
  }

  it('has every route, with a summary, its security and the problem', async () => {
    const { body } = await app.send('GET', '/openapi.json', { key: null });
    const { paths } = body as { paths: Record<string, Record<string, Operation>> };
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
    );
    const served = app.application.routes.routes
      .filter(({ method, url }) => method !== 'HEAD' && !/^\/(docs|openapi|asyncapi)/.test(url))
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
    expect(documented.map(({ name }) => name).sort()).toEqual(served.sort());
    expect(documented.filter(({ operation }) => operation.summary === undefined)).toEqual([]);
    const open = documented.filter(({ operation }) => operation.security === undefined).map(({ name }) => name);
    expect(open).toEqual(['GET /health/live', 'GET /health/ready']);
    expect(documented.every(({ operation }) => operation.responses.default !== undefined)).toBe(true);
  });
});
