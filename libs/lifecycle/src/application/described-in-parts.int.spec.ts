import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const [IMEI, SERIAL] = ['imei:490154203237518', 'serial:apple:C39X'];

let references = 0;
const told = (device: string, data: object, type = 'DeviceDescribed') => ({
  device,
  type,
  occurredAt: '2026-03-05T10:15:00Z',
  reference: `told-${references++}`,
  data,
});

/** Brand and model may come from different reports: together they name models that neither report does. */
describe('a device that several reports describe', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const recorded = async (partner: string, report: object) => {
    const [outcome] = await bench.record(partner, report);
    expect(outcome).toMatchObject({ outcome: 'recorded', status: 201 });
    return bench.deviceOf(outcome) ?? '';
  };

  it('takes another model from a report without a brand, and another brand from one without a model', async () => {
    await recorded('refurb', told(IMEI, { brand: 'Apple', model: 'iPhone 12' }));
    await recorded('refurb', told(IMEI, { model: 'iPhone 12 Pro' }));
    const device = await recorded('refurb', told(IMEI, { brand: 'Samsung' }));
    expect((await bench.loader.load(device))?.journey.entries).toHaveLength(4);
  });

  it('may be two of different makes that turn out to be one', async () => {
    const survivorId = await recorded('refurb', told(IMEI, { brand: 'Apple', model: 'iPhone 12' }));
    const absorbedId = await recorded('refurb', told(SERIAL, { brand: 'Google', model: 'Pixel 3' }));
    const { device: _, ...merge } = told('', { survivorId, absorbedId }, 'DevicesMerged');
    await recorded('operator', merge);
    expect((await bench.loader.load(absorbedId))?.journey.deviceId).toBe(survivorId);
  });
});
