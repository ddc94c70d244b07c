import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const [ONE, OTHER, THIRD] = ['imei:490154203237518', 'imei:356938035643809', 'serial:apple:C39X'] as const;

let references = 0;
const received = (device: string, day: number, data: object = {}) => ({
  type: 'DeviceReceived',
  device,
  occurredAt: `2026-03-0${day}T10:00:00Z`,
  reference: `r-${references++}`,
  data: { intakeReason: 'trade_in', orderRef: 'T-1', ...data },
});

describe('devices received for one line of an order', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const oddities = async (...reports: object[]) => {
    const outcomes = await bench.record('refurb', ...reports);
    const ids = outcomes.map((outcome) => bench.deviceOf(outcome) ?? '');
    const journeys = await bench.loader.loadMany(ids);
    return ids.map((id) => journeys.get(id)?.anomalies.filter(({ rule }) => rule === 'order-line-twice').length);
  };

  it('are found, each with the other, whichever is told first', async () => {
    expect(await oddities(received(OTHER, 2), received(ONE, 1))).toEqual([1, 1]);
    expect(await oddities(received(THIRD, 3))).toEqual([1]);
  });

  it('are plain where each names its own line, or where the order is a lot', async () => {
    expect(await oddities(received(ONE, 1, { lineRef: '1' }), received(OTHER, 2, { lineRef: '2' }))).toEqual([0, 0]);
    const lot = { orderRef: 'LOT', intakeReason: 'b2b' };
    expect(await oddities(received(ONE, 3, lot), received(OTHER, 4, lot))).toEqual([0, 0]);
  });

  it('are one and the same that came twice', async () => {
    expect(await oddities(received(ONE, 1), received(ONE, 2))).toEqual([0, 0]);
  });

  it('are told to the sender of the second receipt', async () => {
    await bench.record('refurb', received(ONE, 1));
    const [second] = await bench.record('refurb', received(OTHER, 2));
    expect(second).toMatchObject({ answer: { anomalies: [{ rule: 'order-line-twice' }] } });
  });
});
