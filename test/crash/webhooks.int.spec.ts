import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { until } from '../e2e/until.js';
import { WebhookReceiver } from '../e2e/webhook-receiver.js';
import { ServerProcess } from './server-process.js';

const KILLS = 3;
const EVENTS_EACH = 40;
const VARIABLES = { CIRCULOG_WEBHOOK_NETWORKS: '127.0.0.0/8', CIRCULOG_LEASE_SECONDS: '1' };

let dataFolder: string;
let server: ServerProcess;
let receiver: WebhookReceiver;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'circulog-crash-'));
  server = await ServerProcess.start(dataFolder, VARIABLES);
  receiver = await WebhookReceiver.start();
});
afterEach(async () => {
  await server.kill();
  await receiver.close();
  await rm(dataFolder, { recursive: true, force: true });
});

it('a webhook gets every event, each device in order, whenever the process is killed', async () => {
  const partner = { id: 'refit', name: 'Refit', roles: ['refurbisher'], country: 'DE' };
  const key = String((await server.send('POST', '/v1/partners', { body: JSON.stringify(partner) })).body.key);
  const wanted = { feeds: ['device-events'], delivery: { kind: 'webhook', url: receiver.url } };
  expect((await server.send('POST', '/v1/subscriptions', { key, body: JSON.stringify(wanted) })).status).toBe(201);

  const reported: string[] = [];
  for (let turn = 0; turn <= KILLS; turn += 1) {
    for (let number = 0; number < EVENTS_EACH; number += 1) {
      const report = {
        device: `serial:Northwind:HOOK${number % 4}`,
        type: 'DiagnosticsReported',
        occurredAt: '2026-03-03T08:00:00Z',
        reference: `r-${turn}-${number}`,
        data: { tool: { name: 'bench', version: '1' }, stage: 'intake', result: 'pass' },
      };
      const { status, body } = await server.send('POST', '/v1/events', { key, body: JSON.stringify(report) });
      expect(status).toBeLessThan(300);
      reported.push(String(body.eventId));
    }
    if (turn === KILLS) break;
    await until(
      async () => receiver.received.length,
      (count) => count > turn * EVENTS_EACH,
    );
    await server.kill();
    server = await ServerProcess.start(dataFolder, VARIABLES);
  }
  await until(
    async () => new Set(receiver.ids),
    (ids) => reported.every((id) => ids.has(id)),
    30_000,
  );
  const first = new Map(receiver.received.map(({ event }) => [event.id, event] as const));
  const revisions = new Map<string, number[]>();
  for (const { partitionkey, data } of first.values()) {
    revisions.set(partitionkey, [...(revisions.get(partitionkey) ?? []), Number(data.revision)]);
  }
  expect(revisions.size).toBe(4);
  for (const seen of revisions.values()) expect(seen).toEqual([...seen].sort((a, b) => a - b));
}, 120_000);
