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

describe('the device of a correction', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const holderOf = async (key: string) =>
    (await bench.store.holders([{ scope: 'identifier', key }])).get(`identifier ${key}`);
  const one = async (report: object) => (await bench.record('refurb', report))[0];

  it('is another one where it is named by nothing that the device has, whether known so far or not', async () => {
    const phone = bench.deviceOf(await one(seen('first', PHONE)));
    expect(await one(corrects('wrong', OTHER))).toMatchObject(elsewhere);
    expect(await one(corrects('wrong', [OTHER, SERIAL]))).toMatchObject(elsewhere);
    expect(await holderOf(OTHER)).toBeUndefined();
    const other = bench.deviceOf(await one(seen('others', OTHER)));
    expect(other).not.toBe(phone);
    expect(await one(corrects('wrong', OTHER))).toMatchObject(elsewhere);
  });

  it('takes new names beside one that it has', async () => {
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

  it('is named also by what it had before its board was swapped', async () => {
    const phone = bench.deviceOf(await one(seen('first', PHONE)));
    expect(await swapped()).toMatchObject({ status: 201 });
    expect(await one(corrects('right', [PHONE, SERIAL], 'first', later))).toMatchObject({
      status: 201,
      answer: { outcome: 'accepted', deviceId: phone },
    });
    expect(await holderOf(SERIAL)).toBe(phone);
  });

  it('may be named as the event to correct named it, though that would mean another one by now', async () => {
    const phone = bench.deviceOf(await one(seen('first', PHONE)));
    await swapped();
    const heir = bench.deviceOf(await one(seen('heirs', PHONE, { occurredAt: '2026-03-06T10:15:00Z' })));
    expect(heir).not.toBe(phone);
    expect(await one(corrects('right', [PHONE, SERIAL], 'first', later))).toMatchObject(elsewhere);
    const right = await one(corrects('right', PHONE, 'first', later));
    expect([right?.status, bench.deviceOf(right)]).toEqual([201, phone]);
  });

  it('may be named by hints, new ones too, which lead no identifier of another device to it', async () => {
    const phone = bench.deviceOf(await one(seen('told', [PHONE, TAG])));
    await one(seen('first', TAG));
    expect(await one(corrects('second', MAC))).toMatchObject({ status: 201 });
    expect(await one(corrects('third', [TAG, SERIAL], 'second'))).toMatchObject({ status: 201 });
    expect(await holderOf(SERIAL)).toBe(phone);
    expect(await one(corrects('fourth', [TAG, OTHER], 'third'))).toMatchObject(elsewhere);
  });
});
