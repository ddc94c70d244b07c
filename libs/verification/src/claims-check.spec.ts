import { describe, expect, it } from '@jest/globals';
import type { HeldKey } from '#event-store';
import { anEvent } from '#event-store/testing';
import type { JsonObject, RecordedEvent } from '#kernel';
import { ClaimsCheck } from './claims-check.js';

const IMEI = 'imei:356938035643809';
const SERIAL = 'serial:northwind:C39X';

function recorded(deviceId: string, addressedBy: string[], data: JsonObject = {}, more = {}): RecordedEvent {
  const event = anEvent({ data, metadata: { addressedBy, ...more } });
  event.metadata.reference = 'r-1';
  return { ...event, stream: `device-${deviceId}`, revision: 0, recordedAt: '', previousHash: null, hash: '' };
}
const identifier = (key: string, holder: string): HeldKey => ({ scope: 'identifier', key, holder });
const reference = ({ id, stream, recordedBy, metadata }: RecordedEvent, more: Partial<HeldKey> = {}): HeldKey => ({
  scope: 'reference',
  key: `${recordedBy}/r-1`,
  holder: `${id} ${stream} ${metadata.digest}`,
  ...more,
});

function faults(held: HeldKey[], events: RecordedEvent[], passes = 1): string[] {
  return Array.from({ length: passes }, (_, pass) => {
    const check = new ClaimsCheck(passes, pass);
    for (const one of held) check.hold(one);
    for (const one of events) check.take(one);
    return check.faults().map(({ claim, fault }) => `${fault} ${claim}`);
  })
    .flat()
    .sort();
}

describe('claims', () => {
  it.each([1, 3])('agree with streams that bear them out, in %i passes', (passes) => {
    const event = recorded('one', [IMEI]);
    const links: HeldKey = { scope: 'link', key: 'one', holder: '["one","two"]' };
    const hint = identifier('refit/mac:00', '["one"]');
    expect(faults([identifier(IMEI, 'one'), reference(event), links, hint], [event], passes)).toEqual([]);
  });

  it.each([1, 3])('that no event bears out are faults, in %i passes', (passes) => {
    const event = recorded('one', [IMEI]);
    const elsewhere = reference(event, { holder: `${event.id} device-two 1:x` });
    expect(faults([identifier(IMEI, 'two'), identifier(SERIAL, 'one'), elsewhere], [event], passes)).toEqual([
      `no-event-for-claim identifier ${IMEI}`,
      `no-event-for-claim identifier ${SERIAL}`,
      'no-event-for-claim reference refurbisher-one/r-1',
    ]);
  });

  it('of a reference for another content than its event has are faults', () => {
    const event = recorded('one', []);
    const other = reference(event, { holder: `${event.id} ${event.stream} 1:another` });
    expect(faults([other], [event])).toEqual(['no-event-for-claim reference refurbisher-one/r-1']);
  });

  it('that are missing for an event are faults', () => {
    const event = recorded('one', [IMEI, 'mac:00']);
    expect(faults([], [event])).toEqual([
      `no-claim-for-event identifier ${IMEI}`,
      'no-claim-for-event reference refurbisher-one/r-1',
    ]);
  });

  it.each<[string, JsonObject]>([
    ['listed', { identifiers: [{ kind: 'imei', value: '356938035643809' }] }],
    ['superseding', { changes: [{ kind: 'imei', oldValue: '1', newValue: '356938035643809' }] }],
    ['named deeper', { newDevice: IMEI }],
  ])('are borne out by an identifier that is %s in a payload', (_, data) => {
    const event = recorded('one', [], data);
    expect(faults([identifier(IMEI, 'one'), reference(event)], [event])).toEqual([]);
  });

  it('are borne out by an event in another stream that gives the identifier to the device', () => {
    const split = recorded('one', [], { identifiers: [IMEI], newDeviceId: 'two' });
    expect(faults([identifier(IMEI, 'two'), reference(split)], [split])).toEqual([]);
  });
});
