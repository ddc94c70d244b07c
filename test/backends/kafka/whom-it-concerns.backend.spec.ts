import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { RunningApp } from '#api/testing';
import { ANOMALIES, CUSTODY, kafkaClient, partnerTopic } from '#feeds';
import { Desk } from '../../e2e/desk.js';
import { until } from '../../e2e/until.js';
import { type OpenedKafka, openKafka } from './open-kafka.js';
import { type Seen, Subscriber } from './subscriber.js';
import { untilTopics } from './until-topics.js';

const PHONE = 'serial:Northwind:CONCERN-1';

let broker: OpenedKafka;
let kafka: Kafka;
let app: RunningApp;
const open: Subscriber[] = [];

/** What a topic holds once it is there and somebody has told that. */
async function read(topic: string, isAll: (messages: readonly Seen[]) => boolean): Promise<readonly Seen[]> {
  await untilTopics(kafka, [topic]);
  const subscriber = await Subscriber.of(kafka, topic);
  open.push(subscriber);
  return until(async () => subscriber.messages, isAll);
}

const typesOf = (messages: readonly Seen[]) => messages.map(({ headers }) => headers.ce_type?.split('.').at(-2));

beforeAll(async () => {
  broker = await openKafka();
  kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', pino({ level: 'silent' }));
  app = await RunningApp.start({ CIRCULOG_KAFKA: broker.brokers.join(',') });
}, 180_000);

afterAll(async () => {
  for (const subscriber of open) await subscriber.close();
  await app?.close();
  await broker?.stop();
}, 60_000);

describe('what an event made of a device, on a broker', () => {
  it('goes to auditors whole, and to each partner on its own topic as far as it may see it', async () => {
    const refit = await Desk.open(app, 'refit', ['refurbisher']);
    const carrier = await Desk.open(app, 'carrier', ['logistics']);
    const shop = await Desk.open(app, 'shop', ['retailer', 'marketplace']);
    await refit.tell(PHONE, 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
    const release = { toParty: 'partner:carrier', handoverRef: 'H1', purpose: 'processing' };
    await refit.tell(PHONE, 'CustodyReleased', '2026-03-02T08:00:00Z', release);
    const acceptance = { fromParty: 'partner:refit', handoverRef: 'H1' };
    await carrier.tell(PHONE, 'CustodyAccepted', '2026-03-02T09:00:00Z', acceptance);
    await carrier.tell(PHONE, 'DeviceLost', '2026-03-03T09:00:00Z', {});
    const destroyed = await refit.tell(PHONE, 'DeviceDestroyed', '2026-03-04T09:00:00Z', { method: 'shredding' });
    const sale = await shop.tell(PHONE, 'DeviceResold', '2026-03-06T09:00:00Z', { orderRef: 'O-1' });
    expect([destroyed.status, sale.status].every((status) => status < 300)).toBe(true);

    const custody = await read(CUSTODY.name, (seen) => typesOf(seen).includes('CustodyLegChanged') && seen.length >= 6);
    expect(new Set(custody.map(({ key }) => key)).size).toBe(1);
    const anomalies = await read(ANOMALIES.name, (seen) => typesOf(seen).includes('EventQuarantined'));
    expect(JSON.stringify(anomalies)).toContain(String(sale.body.eventId));

    const ofShop = await read(partnerTopic('shop').name, (seen) => seen.length >= 2);
    expect(new Set(ofShop.map(({ value }) => (value as { recordedBy?: string }).recordedBy ?? 'shop'))).toEqual(
      new Set(['shop']),
    );
    const isDone = (seen: readonly Seen[]) => typesOf(seen).includes('CustodyAccepted');
    const ofCarrier = await read(partnerTopic('carrier').name, isDone);
    expect(typesOf(ofCarrier)).not.toContain('DeviceReceived');
    expect(new Set([...custody, ...anomalies, ...ofShop, ...ofCarrier].map(({ headers }) => headers.ce_id)).size).toBe(
      custody.length + anomalies.length + ofShop.length + ofCarrier.length,
    );
  }, 120_000);
});
