import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aPartner, openBench, type RecorderBench } from '../testing/recorder-bench.js';

const IMEI = 'imei:490154203237518';
const GTIN = '09521234543213';

let references = 0;
const report = (device: string | string[], type: string, occurredAt: string, data: object) => ({
  device,
  type,
  occurredAt,
  reference: `made-${references++}`,
  data,
});
const made = (device: string | string[], data: object, more: object = {}) => ({
  ...report(device, 'DeviceManufactured', '2026-01-10', { manufacturedOn: '2026-01-10', ...data }),
  ...more,
});
const seen = (device: string | string[]) =>
  report(device, 'LockStateObserved', '2026-03-05T10:15:00Z', { kind: 'sim', state: 'unlocked' });

let bench: RecorderBench;
beforeEach(async () => {
  bench = await openBench();
  bench.partners.set('acme', aPartner('acme', ['manufacturer'], { name: 'Apple Inc.' }));
});
afterEach(() => bench.close());

const device = async (partner: string, told: object) => bench.deviceOf((await bench.record(partner, told))[0]);
const identifiersOf = async (id: string | undefined) =>
  (await bench.loader.load(id ?? ''))?.journey.identifiers.map(({ identifier }) => identifier);

describe('the serial number in a maker’s report', () => {
  it('names the device from then on, under the maker’s name in one spelling', async () => {
    const first = await device('acme', made(IMEI, { serial: ' c39x ' }));
    expect(await identifiersOf(first)).toEqual([IMEI, 'serial:apple:C39X']);
    expect(await device('refurb', seen('serial:Apple:C39X'))).toBe(first);
  });

  it('finds the device that somebody else has named by it before', async () => {
    const first = await device('refurb', seen('serial:Apple:C39X'));
    expect(await device('acme', made(IMEI, { serial: 'C39X' }))).toBe(first);
    expect(await device('refurb', seen(IMEI))).toBe(first);
  });

  it('with a GTIN is one identifier, which the device has and is found by', async () => {
    const first = await device('acme', made(IMEI, { gtin: GTIN, serial: 'C39X' }));
    expect(await identifiersOf(first)).toEqual([IMEI, `gtin-serial:${GTIN}:C39X`]);
    expect(await device('refurb', seen(`https://id.gs1.org/01/${GTIN}/21/C39X`))).toBe(first);
  });

  it('is the one that the address names already, whatever the maker is called', async () => {
    const first = await device('acme', made('serial:Novara:C39X', { serial: 'C39X' }));
    expect(await identifiersOf(first)).toEqual(['serial:novara:C39X']);
  });

  it('that another device has proposes a merge, and stays with that one', async () => {
    const byImei = await device('refurb', seen(IMEI));
    const bySerial = await device('refurb', seen('serial:Apple:C39X'));
    const [told] = await bench.record('acme', made(IMEI, { serial: 'C39X' }));
    expect(told).toMatchObject({
      status: 201,
      answer: { deviceId: byImei, anomalies: [{ rule: 'identity-conflict' }] },
    });
    expect(await identifiersOf(byImei)).toEqual([IMEI]);
    expect(await identifiersOf(bySerial)).toEqual(['serial:apple:C39X']);
  });

  it('is a repeat also once the maker has another name', async () => {
    const told = made(IMEI, { serial: 'C39X' });
    const first = await device('acme', told);
    bench.partners.set('acme', aPartner('acme', ['manufacturer'], { name: 'Orchard' }));
    expect((await bench.record('acme', told))[0]).toMatchObject({ outcome: 'repeat', answer: { deviceId: first } });
  });

  it('is none where it is a placeholder', async () => {
    const first = await device('acme', made(IMEI, { serial: 'To be filled by O.E.M.' }));
    expect(await identifiersOf(first)).toEqual([IMEI]);
  });
});
