import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseInstant } from '#kernel';
import { aPartner, openBench, type RecorderBench } from '../testing/recorder-bench.js';

const IMEI = 'imei:490154203237518';
const at = (text: string) => parseInstant(text) ?? 0;
const received = (reference: string, more: object = {}) => ({
  device: IMEI,
  type: 'DeviceReceived',
  occurredAt: '2026-03-04',
  reference,
  data: { intakeReason: 'trade_in' },
  ...more,
});

describe('reports', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
    const from = at('2026-01-01T00:00:00Z');
    bench.partners.set('hub', aPartner('hub', ['logistics'], { actsFor: [{ principal: 'refurb', from }] }));
    bench.partners.set(
      'tokyo',
      aPartner('tokyo', ['refurbisher'], { sites: [{ id: 't', country: 'JP', timeZone: 'Asia/Tokyo' }] }),
    );
  });
  afterEach(() => bench.close());

  const recorded = async (partner: string, report: object) => {
    const [outcome] = await bench.record(partner, report);
    return (await bench.store.readEvent(bench.eventOf(outcome)))?.event;
  };

  it('of a delegate are the principal’s facts, under the delegate’s references', async () => {
    const event = await recorded('hub', received('r-1', { onBehalfOf: 'refurb' }));
    expect(event).toMatchObject({ recordedBy: 'hub', onBehalfOf: 'refurb', metadata: { partyRoles: ['refurbisher'] } });
    expect(
      (
        await bench.loader.loadMany([
          bench.deviceOf((await bench.record('hub', received('r-1', { onBehalfOf: 'refurb' })))[0]) ?? '',
        ])
      ).size,
    ).toBe(1);
    expect((await bench.record('refurb', received('r-1', { data: { intakeReason: 'b2b' } })))[0]?.status).not.toBe(409);
    expect((await bench.record('hub', received('r-2')))[0]?.status).toBe(403);
  });

  it('of a delegate may be corrected by it and by the principal', async () => {
    await bench.record('hub', received('r-1', { onBehalfOf: 'refurb' }));
    const correction = received('r-2', {
      onBehalfOf: 'refurb',
      corrects: { reference: 'r-1' },
      data: { intakeReason: 'b2b' },
    });
    const [first] = await bench.record('hub', correction);
    expect(first?.status).toBe(201);
    const retraction = {
      type: 'EventRetracted',
      occurredAt: '2026-03-05',
      reference: 'r-3',
      data: { target: { eventId: bench.eventOf(first) }, reason: 'did_not_occur' },
    };
    expect((await bench.record('refurb', retraction))[0]?.status).toBe(201);
  });

  it('with a date alone mean the day at the sender’s default site, whose country stands in for a missing one', async () => {
    const berlin = await recorded('refurb', received('r-1'));
    const tokyo = await recorded('tokyo', received('r-1'));
    expect(berlin?.metadata.instant).toBe(at('2026-03-03T23:00:00Z'));
    expect(tokyo?.metadata.instant).toBe(at('2026-03-03T15:00:00Z'));
    expect(tokyo).toMatchObject({ occurredAt: '2026-03-04', location: { country: 'JP', inferred: true } });
  });

  it('on an order are linked to the device that is received for it', async () => {
    const order = {
      subject: 'order:refurb:4711',
      type: 'TradeInAccepted',
      occurredAt: '2026-03-01T10:00:00Z',
      reference: 'o-1',
      data: { orderRef: '4711' },
    };
    bench.partners.set('refurb', aPartner('refurb', ['refurbisher', 'trade-in']));
    await bench.record('refurb', order);
    const [told] = await bench.record(
      'refurb',
      received('r-1', { data: { intakeReason: 'trade_in', orderRef: '4711' } }),
    );
    const journey = (await bench.loader.load(bench.deviceOf(told) ?? ''))?.journey;
    expect(journey?.entries.map(({ event }) => event.type)).toEqual(
      expect.arrayContaining(['TradeInAccepted', 'DeviceReceived']),
    );
  });

  it('keep the first answer for their repeat, even if the event stands otherwise by now', async () => {
    const [first] = await bench.record('refurb', received('r-1'));
    const aside = {
      type: 'EventSetAside',
      occurredAt: '2026-03-05',
      reference: 'd-1',
      data: { eventId: bench.eventOf(first), note: 'No.' },
    };
    await bench.record('auditor', aside);
    const [repeat] = await bench.record('refurb', received('r-1'));
    expect(repeat).toEqual({ outcome: 'repeat', status: 200, answer: first?.outcome === 'recorded' && first.answer });
  });
});
