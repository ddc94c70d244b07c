import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const OLD = 'imei:490154203237518';
const NEW = 'imei:356938035643809';

let references = 0;
const report = (type: string, device: string, occurredAt: string, data: object) => ({
  type,
  device,
  occurredAt,
  reference: `r-${references++}`,
  data,
});
const sold = report('DeviceSoldNew', OLD, '2026-01-10T10:00:00Z', {
  saleRef: 'S-1',
  country: 'DE',
  ownerRef: 'consumer:anna',
  fulfilment: 'in_store',
});
const replaced = (newDevice: string, more: object = {}) => ({
  ...report('DeviceReplaced', OLD, '2026-03-10T10:00:00Z', { newDevice }),
  ...more,
});
const made = report('DeviceManufactured', NEW, '2026-02-01T10:00:00Z', { manufacturedOn: '2026-02-01' });

describe('a replacement', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const device = async (...[partner, one]: [string, object]) =>
    bench.deviceOf((await bench.record(partner, one))[0]) ?? '';
  const journeyOf = async (id: string) => (await bench.loader.load(id))?.journey;

  it('opens the life of a device that is known already', async () => {
    const old = await device('shop', sold);
    const successor = await device('maker', made);
    expect(await device('shop', replaced(NEW))).toBe(old);
    expect(await journeyOf(successor)).toMatchObject({
      disposition: 'sold_in_transit',
      ownership: { party: 'consumer:anna' },
      lives: [{ kind: 'replacement', replacementFor: old }],
    });
    expect(await journeyOf(old)).toMatchObject({ lives: [{ closedReason: 'replaced' }] });
  });

  it('opens the life of a device that is first reported later, which that report opens', async () => {
    const old = await device('shop', sold);
    await bench.record('shop', replaced(NEW));
    const [first] = await bench.record('maker', made);
    expect(first).toMatchObject({ status: 201, answer: { deviceCreated: true } });
    expect(await journeyOf(bench.deviceOf(first) ?? '')).toMatchObject({
      disposition: 'sold_in_transit',
      identifiers: [{ identifier: NEW }],
      lives: [{ kind: 'replacement', replacementFor: old }],
    });
  });

  it('comes to the same in one batch', async () => {
    const outcomes = await bench.record('operator', sold, replaced(NEW), made);
    const successor = bench.deviceOf(outcomes[2]) ?? '';
    expect(await journeyOf(successor)).toMatchObject({ lives: [{ kind: 'replacement' }] });
  });

  it('may be told of two devices that nobody has reported on', async () => {
    const [outcome] = await bench.record('shop', replaced('serial:apple:C39X'));
    expect(outcome).toMatchObject({ status: 201, answer: { deviceCreated: true } });
  });

  it('by a hint ties the device that the hint means, also one that is yet to come', async () => {
    await bench.record('shop', sold, replaced('asset:shop:A-1'));
    const described = report('DeviceDescribed', 'asset:shop:A-1', '2026-03-11T10:00:00Z', { model: 'M' });
    const [later] = await bench.record('shop', described);
    expect(later).toMatchObject({ answer: { deviceCreated: true } });
    const id = bench.deviceOf(later) ?? '';
    expect(await journeyOf(id)).toMatchObject({ lives: [{ kind: 'replacement' }] });
    const [known] = await bench.record('shop', { ...described, device: 'asset:shop:A-2', reference: 'hinted-2' });
    await bench.record('shop', { ...replaced('asset:shop:A-2'), occurredAt: '2026-03-12T10:00:00Z' });
    expect(await journeyOf(bench.deviceOf(known) ?? '')).toMatchObject({ lives: [{ kind: 'replacement' }] });
  });

  it('is corrected to another device', async () => {
    await bench.record('shop', sold);
    const other = await device('maker', made);
    const wrong = replaced('serial:apple:WRONG');
    await bench.record('shop', wrong);
    await bench.record('shop', replaced(NEW, { corrects: { reference: wrong.reference } }));
    expect(await journeyOf(other)).toMatchObject({ lives: [{ kind: 'replacement' }] });
  });

  it('by an unknown device is refused to whom refuses unknown devices', async () => {
    await bench.record('shop', sold);
    const [outcome] = await bench.record('shop', replaced(NEW, { unknownDevice: 'refuse' }));
    expect(outcome).toMatchObject({ status: 422, errors: [{ pointer: '/data/newDevice', rule: 'unknown-device' }] });
  });
});
