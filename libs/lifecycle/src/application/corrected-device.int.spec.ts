import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const PHONE = 'imei:490154203237518';
const OTHER = 'imei:356938035643809';
const SERIAL = 'serial:apple:C39X';
const TAG = 'asset:refurb:T-1';
const MAC = 'mac:00:1b:44:11:3a:b7';
const elsewhere = { status: 422, errors: [{ pointer: '/device', rule: 'other-device', hint: expect.any(String) }] };

const seen = (reference: string, device: string | string[] | undefined, more: object = {}) => ({
  ...(device !== undefined && { device }),
  type: 'LockStateObserved',
  occurredAt: '2026-03-05T10:15:00Z',
  reference,
  data: { kind: 'sim', state: 'unlocked' },
  ...more,
});
const corrects = (reference: string, device: string | string[], target = 'first', more: object = {}) =>
  seen(reference, device, { corrects: { reference: target }, data: { kind: 'sim', state: 'locked' }, ...more });
const retracts = (reference: string, device: string | string[] | undefined, target: string, more: object = {}) =>
  seen(reference, device, {
    type: 'EventRetracted',
    data: { target: { reference: target }, reason: 'incorrect_data', ...more },
  });
const ORDER = {
  subject: 'order:shop:4711',
  type: 'TradeInAccepted',
  reference: 'order',
  occurredAt: '2026-03-01',
  data: { orderRef: '4711' },
};
const COUNTED = { standing: 'counted' };

describe('the device', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const holderOf = async (key: string) =>
    (await bench.store.holders([{ scope: 'identifier', key }])).get(`identifier ${key}`);
  const one = async (report: object) => (await bench.record('refurb', report))[0];

  it('of a correction is another one where it is named by nothing that the device has, whether known so far or not', async () => {
    const phone = bench.deviceOf(await one(seen('first', PHONE)));
    expect(await one(corrects('wrong', OTHER))).toMatchObject(elsewhere);
    expect(await one(corrects('wrong', [OTHER, SERIAL]))).toMatchObject(elsewhere);
    expect(await holderOf(OTHER)).toBeUndefined();
    const other = bench.deviceOf(await one(seen('others', OTHER)));
    expect(other).not.toBe(phone);
    expect(await one(corrects('wrong', OTHER))).toMatchObject(elsewhere);
  });

  it('of a correction takes new names beside one that it has', async () => {
    const phone = bench.deviceOf(await one(seen('first', PHONE)));
    expect(await one(corrects('right', [SERIAL, PHONE]))).toMatchObject({ status: 201 });
    expect(await holderOf(SERIAL)).toBe(phone);
  });

  const swapped = () => {
    const changes = [{ kind: 'imei', oldValue: PHONE.slice(5), newValue: OTHER.slice(5) }];
    const data = { changes, reason: 'mainboard_replaced' };
    return one(seen('swap', PHONE, { type: 'IdentifierSuperseded', occurredAt: '2026-03-04T10:15:00Z', data }));
  };
  const later = { occurredAt: '2026-03-07T10:15:00Z' };

  it('of a correction is named also by what it had before its board was swapped', async () => {
    const phone = bench.deviceOf(await one(seen('first', PHONE)));
    expect(await swapped()).toMatchObject({ status: 201 });
    expect(await one(corrects('right', [PHONE, SERIAL], 'first', later))).toMatchObject({
      status: 201,
      answer: { outcome: 'accepted', deviceId: phone },
    });
    expect(await holderOf(SERIAL)).toBe(phone);
  });

  it('of a correction may be named as the event to correct named it, though that would mean another one by now', async () => {
    const phone = bench.deviceOf(await one(seen('first', PHONE)));
    await swapped();
    const heir = bench.deviceOf(await one(seen('heirs', PHONE, { occurredAt: '2026-03-06T10:15:00Z' })));
    expect(heir).not.toBe(phone);
    expect(await one(corrects('right', [PHONE, SERIAL], 'first', later))).toMatchObject(elsewhere);
    const right = await one(corrects('right', PHONE, 'first', later));
    expect([right?.status, bench.deviceOf(right)]).toEqual([201, phone]);
  });

  it('of a correction may be named by hints, new ones too, which lead no identifier of another device to it', async () => {
    const phone = bench.deviceOf(await one(seen('told', [PHONE, TAG])));
    await one(seen('first', TAG));
    expect(await one(corrects('second', MAC))).toMatchObject({ status: 201 });
    expect(await one(corrects('third', [TAG, SERIAL], 'second'))).toMatchObject({ status: 201 });
    expect(await holderOf(SERIAL)).toBe(phone);
    expect(await one(corrects('fourth', [TAG, OTHER], 'third'))).toMatchObject(elsewhere);
  });

  it('of a retraction is that of its target, by any name that it has, and need not be said', async () => {
    const phone = bench.deviceOf(await one(seen('first', [PHONE, TAG])));
    await bench.record('refurb', seen('others', OTHER));
    for (const device of [OTHER, [OTHER, SERIAL], SERIAL, MAC]) {
      expect(await one(retracts('wrong', device, 'first'))).toMatchObject(elsewhere);
    }
    expect((await bench.record('shop', ORDER, retracts('wrong', PHONE, 'order')))[1]).toMatchObject(elsewhere);
    expect((await bench.loader.load(phone ?? ''))?.journey.entries).toMatchObject([{}, { standing: COUNTED }]);
    for (const device of [PHONE, TAG, [SERIAL, PHONE], `device:${phone}`, undefined]) {
      await one(seen(`seen ${device}`, PHONE, { occurredAt: '2026-03-08' }));
      expect(await one(retracts(`right ${device}`, device, `seen ${device}`))).toMatchObject({ status: 201 });
    }
    expect(await holderOf(SERIAL)).toBe(phone);
  });

  it('of a retraction is not that of what takes the target’s place', async () => {
    await one(seen('first', PHONE));
    const { reference: _, ...replacement } = seen('', OTHER);
    expect(await one(retracts('right', PHONE, 'first', { replacement }))).toMatchObject({ status: 201 });
    expect(await holderOf(OTHER)).toEqual(expect.any(String));
  });

  it('of a retraction may be the one that its target was split off to', async () => {
    const told = await bench.record('refurb', seen('first', [PHONE, SERIAL]), seen('second', PHONE));
    const newDeviceId = '018f0000-0000-7000-8000-00000000000a';
    const data = { newDeviceId, eventIds: [bench.eventOf(told[1])], identifiers: [SERIAL] };
    const split = { type: 'DeviceSplit', device: PHONE, occurredAt: '2026-03-06', reference: 'split', data };
    expect((await bench.record('operator', split))[0]).toMatchObject({ status: 201 });
    expect(await one(retracts('wrong', SERIAL, 'first'))).toMatchObject(elsewhere);
    expect(await one(retracts('right', SERIAL, 'second'))).toMatchObject({ status: 201 });
  });
});
