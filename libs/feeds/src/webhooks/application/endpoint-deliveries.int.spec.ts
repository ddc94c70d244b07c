import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type OpsStore, openOpsStore } from '#ops-store';
import type { Partner } from '#partners';
import { uuidV7 } from '#platform';
import { LiveFeed } from '../../live/live-feed.js';
import { Counting, turn } from '../../testing/counting-source.js';
import { EndpointDeliveries, type WebhookSubscription } from './endpoint-deliveries.js';
import type { EndpointParts } from './endpoint-parts.js';
import { Slots } from './slots.js';
import { WebhookRecords } from './webhook-records.js';

const ENDPOINTS = 20;
const clock = { now: () => Date.parse('2026-03-04T08:00:00Z') };

let folder: string;
let ops: OpsStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-endpoints-'));
  ops = await openOpsStore(`sqlite:${join(folder, 'ops.db')}`);
});
afterEach(async () => {
  await ops.close();
  await rm(folder, { recursive: true, force: true });
});

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const subscription = (index: number, partnerId = 'acme'): WebhookSubscription => ({
  id: `${partnerId}.${index}`,
  partnerId,
  feeds: ['counting'],
  selection: {},
  delivery: { kind: 'webhook', url: `https://${partnerId}.example/${index}` },
  createdAt: '2026-03-04T08:00:00Z',
  changedAt: '2026-03-04T08:00:00Z',
});

/** Message ids by endpoint, in the order of their arrival. */
function partsOf(live: LiveFeed, arrived: Map<string, string[]>): EndpointParts {
  return {
    records: new WebhookRecords(ops),
    feedNamed: () => live,
    partnerOf: (id) => ({ id, roles: ['refurbisher'], suspended: false }) as unknown as Partner,
    sender: {
      send: async ({ url, headers }) => {
        arrived.set(url, [...(arrived.get(url) ?? []), String((headers as Record<string, string>)['webhook-id'])]);
        return { status: 200, millis: 1 };
      },
    },
    slots: new Slots({ all: ENDPOINTS, partner: ENDPOINTS }),
    clock,
    ids: uuidV7(clock),
    logger: pino({ level: 'silent' }),
    isOurTurn: () => true,
    random: () => 0.5,
    onAttempt: () => undefined,
  };
}

it('endpoints that have caught up share one reading of a feed, and each gets all that came after its place', async () => {
  const source = new Counting(() => 0);
  for (let count = 0; count < 30; count += 1) source.append(1);
  const live = new LiveFeed(source, () => undefined);
  const arrived = new Map<string, string[]>();
  const parts = partsOf(live, arrived);
  const endpoints: EndpointDeliveries[] = [];
  for (let index = 0; index < ENDPOINTS; index += 1) {
    const { id } = subscription(index);
    await parts.records.putSecrets(id, { current: SECRET }, 0);
    await parts.records.putPlaces(id, {
      counting: index % 2 === 0 ? { position: '10', eventId: null } : await source.end(),
    });
    const opened = await EndpointDeliveries.open(subscription(index), parts);
    if (opened !== undefined) endpoints.push(opened);
  }
  expect(endpoints).toHaveLength(ENDPOINTS);
  for (const endpoint of endpoints) endpoint.begin();
  while (source.readings !== 1) await turn();
  source.append(1);
  const all = (index: number) => arrived.get(`https://acme.example/${index}`) ?? [];
  while (endpoints.some((_, index) => !all(index).includes('31.0'))) await turn();
  expect(source.readings).toBe(1);
  expect(all(0).toSorted()).toEqual(source.idsAfter(10).toSorted());
  expect(all(1)).toEqual(['31.0']);
  await Promise.all(endpoints.map((endpoint) => endpoint.end()));
  expect(source.readings).toBe(0);
});

it('a partner whose endpoints never answer leaves slots to the others', async () => {
  const source = new Counting(() => 0);
  const live = new LiveFeed(source, () => undefined);
  const arrived = new Map<string, string[]>();
  const parts = partsOf(live, arrived);
  const { send } = parts.sender;
  const called: string[] = [];
  const giveUp = new AbortController();
  parts.slots = new Slots({ all: 2, partner: 1 });
  parts.sender = {
    send: async (parcel) => {
      called.push(parcel.url);
      if (!parcel.url.includes('slow')) return send(parcel);
      if (!giveUp.signal.aborted) await new Promise((resolve) => giveUp.signal.addEventListener('abort', resolve));
      return { millis: 1, error: 'Given up.' };
    },
  };
  const endpoints: EndpointDeliveries[] = [];
  for (const one of [subscription(0, 'slow'), subscription(1, 'slow'), subscription(2, 'acme')]) {
    await parts.records.putSecrets(one.id, { current: SECRET }, 0);
    const opened = await EndpointDeliveries.open(one, parts);
    if (opened !== undefined) endpoints.push(opened);
    opened?.begin();
  }
  source.append(3);
  while (arrived.get('https://acme.example/2')?.length !== 3) await turn();
  expect(called.filter((url) => url.includes('slow'))).toHaveLength(1);
  giveUp.abort();
  await Promise.all(endpoints.map((endpoint) => endpoint.end()));
});
