import { describe, expect, it } from '@jest/globals';
import { readAddress } from './address.js';

const read = (device: string | string[], more: Partial<Parameters<typeof readAddress>[0]> = {}) =>
  readAddress({ device, type: 'GradeAssigned', data: {}, refuseTestImeis: false, ...more });

describe('what a report is about', () => {
  it('is canonical, strongest first, each once', () => {
    const { address } = read([
      'mac:00-1B-44-11-3A-B7',
      'serial:Apple Inc.:c39x',
      'imei:49-015420-323751-8',
      'serial:apple:C39X',
    ]);
    expect(address.addressedBy.slice(0, 2)).toEqual(['imei:490154203237518', 'serial:apple:C39X']);
    expect(address.exclusive).toEqual(['imei:490154203237518', 'serial:apple:C39X']);
    expect(address.hints).toHaveLength(1);
  });

  it('takes the identifiers of some payloads with it, but not into the address', () => {
    const data = { category: 'smartphone', identifiers: [{ kind: 'imei', value: '490154203237518' }] };
    const { address } = read('serial:apple:C39X', { type: 'DeviceRegistered', data });
    expect(address.exclusive).toEqual(['imei:490154203237518', 'serial:apple:C39X']);
    expect(address.stated).toEqual(['imei:490154203237518']);
    expect(address.addressedBy).toEqual(['serial:apple:C39X']);
  });

  it('names every identifier that cannot be read', () => {
    const { failures } = read(['imei:490154203237519', 'serial:apple:C39X', 'nonsense']);
    expect(failures.map(({ pointer }) => pointer)).toEqual(['/device/0', '/device/2']);
  });

  it('refuses IMEIs for tests where told to', () => {
    expect(read('imei:004401245678905').failures).toEqual([]);
    expect(read('imei:004401245678905', { refuseTestImeis: true }).failures).toMatchObject([{ rule: 'test-imei' }]);
  });

  it('may be a subject', () => {
    const { address } = readAddress({
      subject: 'order:acme:4711/2',
      type: 'TradeInQuoted',
      data: {},
      refuseTestImeis: false,
    });
    expect(address.subject?.stream).toBe('order-acme:4711/2');
    expect(address.addressedBy).toEqual(['order:acme:4711/2']);
  });
});
