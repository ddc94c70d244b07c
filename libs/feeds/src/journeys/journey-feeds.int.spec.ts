import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Position } from '#event-store';
import { JourneySeries } from '#lifecycle';
import { openBench, type RecorderBench } from '#lifecycle/testing';
import {
  AUDITORS,
  anomaliesFeed,
  custodyFeed,
  type FeedMessage,
  type JourneyFeed,
  type PlacedEvent,
  partnerEventsFeed,
} from '../domain/index.js';
import { JourneySteps } from './journey-steps.js';
import { logFeedOf } from './log-feed-of.js';

const IMEI = 'imei:490154203237518';

describe('feeds of what events made of devices', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const tell = async (partner: string, type: string, occurredAt: string, data: object, more: object = {}) => {
    const reference = `${type}-${occurredAt}`;
    const [outcome] = await bench.record(partner, { device: IMEI, type, occurredAt, reference, data, ...more });
    if (outcome?.outcome === 'refused') throw new Error(JSON.stringify(outcome));
    return bench.eventOf(outcome);
  };

  async function logged(): Promise<PlacedEvent[]> {
    const all: PlacedEvent[] = [];
    for (let after: Position | null = null; ; after = all.at(-1)?.position ?? null) {
      const page: PlacedEvent[] = await bench.store.readAll(after, 1_000);
      if (page.length === 0) return all;
      all.push(...page);
    }
  }

  /** As one batch, or an event at a time. */
  async function read(
    feed: JourneyFeed,
    size = 1_000,
    linked: ReadonlyMap<string, string[]> = new Map(),
  ): Promise<FeedMessage[]> {
    const steps = new JourneySteps(new JourneySeries(bench.store), async () => linked);
    const log = logFeedOf(feed, { log: bench.store, steps, partners: { find: (id) => bench.partners.get(id) } });
    const events = await logged();
    const messages: FeedMessage[] = [];
    for (let start = 0; start < events.length; start += size) {
      messages.push(...(await log.messagesOf(events.slice(start, start + size))).flat());
    }
    return messages;
  }

  const told = (messages: readonly FeedMessage[], audience: string) =>
    messages.filter((message) => message.audience === audience).map(({ about }) => about.type);

  async function handOver(): Promise<void> {
    await tell('refurb', 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
    await tell('refurb', 'CustodyReleased', '2026-03-02T08:00:00Z', {
      toParty: 'partner:carrier',
      handoverRef: 'H1',
      purpose: 'sale',
    });
    await tell('carrier', 'CustodyAccepted', '2026-03-02T09:00:00Z', {
      fromParty: 'partner:refurb',
      handoverRef: 'H1',
    });
  }

  it('tell custody to auditors and to those who had the device, each leg by its ends', async () => {
    await handOver();
    const messages = await read(custodyFeed);
    const auditors = messages.filter(({ audience }) => audience === AUDITORS);
    expect(auditors.map(({ data }) => [data.type, (data.to as { state?: string })?.state ?? data.state])).toEqual([
      ['CustodyChanged', 'held'],
      ['CustodyLegChanged', 'one_sided'],
      ['CustodyChanged', 'in_transfer'],
      ['CustodyLegChanged', 'open'],
      ['CustodyChanged', 'held'],
      ['CustodyLegChanged', 'confirmed'],
    ]);
    expect(told(messages, 'refurb')).toEqual(told(messages, AUDITORS));
    expect(told(messages, 'carrier')).toEqual(['CustodyChanged', 'CustodyLegChanged']);
    expect(told(messages, 'shop')).toEqual([]);
  });

  it('tell which consumer has a device to auditors alone, and to partners that one has', async () => {
    await tell('refurb', 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
    await tell('refurb', 'CustodyReleased', '2026-03-02T08:00:00Z', {
      toParty: 'consumer:anna',
      handoverRef: 'H1',
      purpose: 'sale',
    });
    const messages = await read(custodyFeed);
    const transfers = (audience: string) =>
      messages.filter((message) => message.audience === audience).map(({ data }) => (data.to as { to?: string })?.to);
    expect(transfers(AUDITORS)).toContain('consumer:anna');
    expect(transfers('refurb')).toContain('consumer');
    const others = messages.filter(({ audience }) => audience !== AUDITORS);
    expect(JSON.stringify(others)).not.toContain('anna');
  });

  it('are the same whatever batches the log is read in, with ids that never repeat', async () => {
    await handOver();
    for (const feed of [custodyFeed, anomaliesFeed, partnerEventsFeed]) {
      const [whole, single] = [await read(feed), await read(feed, 1)];
      expect(single).toEqual(whole);
      expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
    }
  });

  it('tell its sender what is set aside, and that it stands once what spoke against it is gone', async () => {
    await tell('refurb', 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
    const end = await tell('refurb', 'DeviceDestroyed', '2026-03-05T08:00:00Z', { method: 'shredding' });
    const sale = await tell('shop', 'DeviceResold', '2026-03-06T08:00:00Z', { orderRef: 'O-1', buyerKind: 'consumer' });
    const undo = await tell('refurb', 'EventRetracted', '2026-03-07T08:00:00Z', {
      target: { eventId: end },
      reason: 'did_not_occur',
    });
    expect([end, sale, undo]).not.toContain('');
    const messages = await read(anomaliesFeed);
    const toShop = messages.filter(({ audience }) => audience === 'shop').map(({ data }) => data);
    expect(toShop).toContainEqual(expect.objectContaining({ type: 'EventQuarantined', eventId: sale, because: sale }));
    expect(toShop).toContainEqual(
      expect.objectContaining({
        type: 'StandingChanged',
        eventId: sale,
        because: undo,
        from: expect.objectContaining({ standing: 'set-aside', rule: 'no-life-after-end' }),
        to: { standing: 'counted' },
      }),
    );
  });

  it('tell of each device of a batch, thousands of them, what an event of the batch made of it', async () => {
    const serials = Array.from({ length: 1_100 }, (_, index) => `serial:Northwind:B${index}`);
    const at = '2026-03-01T08:00:00Z';
    const entered = await bench.record(
      'recycler',
      ...serials.map((device) => ({
        device,
        type: 'RecyclingReceived',
        occurredAt: at,
        reference: `in-${device}`,
        data: { batchRef: 'B-1', inputMassKg: 0.2 },
      })),
    );
    const sold = {
      type: 'DeviceResold',
      occurredAt: '2026-03-06T08:00:00Z',
      reference: 'sale',
      data: { orderRef: 'O' },
    };
    const [sale] = await bench.record('shop', { device: serials.at(-1), ...sold });
    const [end] = await bench.record('recycler', {
      subject: 'batch:recycler:B-1',
      type: 'RecyclingCompleted',
      occurredAt: '2026-03-05T08:00:00Z',
      reference: 'end',
      data: { outputs: [{ material: 'steel', massKg: 100, route: 'recycling' }] },
    });
    const devices = entered.map((outcome) => bench.deviceOf(outcome) as string);
    const messages = await read(anomaliesFeed, 1_000, new Map([['batch-recycler:B-1', devices]]));
    const because = messages.filter(({ data }) => data.because === bench.eventOf(end));
    expect(because.filter(({ audience }) => audience === 'shop').map(({ data }) => data)).toContainEqual(
      expect.objectContaining({
        type: 'StandingChanged',
        eventId: bench.eventOf(sale),
        to: expect.objectContaining({ standing: 'set-aside', rule: 'no-life-after-end' }),
      }),
    );
  });

  it('show each partner the events of its devices with the fields that it may see', async () => {
    await handOver();
    await tell('refurb', 'GradeAssigned', '2026-03-01T10:00:00Z', {
      grade: { scheme: 'house', schemeVersion: '1', code: 'A' },
      method: 'manual',
      graderRef: 'station-7',
    });
    const messages = await read(partnerEventsFeed);
    const seenBy = (partner: string) =>
      messages.find((m) => m.audience === partner && m.about.type === 'GradeAssigned')?.data;
    expect(seenBy('refurb')).toMatchObject({ data: { graderRef: 'station-7' }, reference: expect.any(String) });
    expect(seenBy('carrier')).toMatchObject({ recordedBy: 'refurb', data: { method: 'manual' } });
    expect(JSON.stringify(seenBy('carrier'))).not.toContain('station-7');
    expect(seenBy('shop')).toBeUndefined();
    expect(messages.every(({ audience }) => audience !== undefined && audience !== AUDITORS)).toBe(true);
  });
});
