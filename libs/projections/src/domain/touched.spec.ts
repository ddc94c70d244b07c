import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from '#kernel';
import { devicesNamedBy, linksMadeBy } from './touched.js';

const event = (stream: string, type: string, data: JsonObject = {}, metadata: object = {}) =>
  ({ id: 'e', stream, type, data, metadata }) as unknown as RecordedEvent;

describe('whom an event concerns', () => {
  it('is the device of its stream', () => {
    expect(devicesNamedBy(event('device-a', 'GradeAssigned', { survivorId: 'x' }))).toEqual(['a']);
    expect(devicesNamedBy(event('order-acme:1', 'TradeInSettled'))).toEqual([]);
  });

  it('is both devices of a merge, a split and a contest', () => {
    expect(devicesNamedBy(event('device-a', 'DevicesMerged', { survivorId: 'b', absorbedId: 'a' }))).toEqual([
      'a',
      'b',
    ]);
    expect(devicesNamedBy(event('device-a', 'DeviceSplit', { newDeviceId: 'c', eventIds: ['e'] }))).toEqual(['a', 'c']);
    expect(devicesNamedBy(event('device-a', 'IdentifierContestResolved', { holderDeviceId: 'd' }))).toEqual(['a', 'd']);
    expect(devicesNamedBy(event('device-a', 'IdentifierContestResolved', { holderDeviceId: 'none' }))).toEqual(['a']);
  });

  it('ties the devices of a merge in both directions', () => {
    expect(linksMadeBy(event('device-a', 'DevicesMerged', { survivorId: 'b', absorbedId: 'a' }))).toEqual([
      { stream: 'device-a', deviceId: 'b' },
      { stream: 'device-b', deviceId: 'a' },
    ]);
    expect(linksMadeBy(event('device-a', 'GradeAssigned'))).toEqual([]);
  });

  it('is also the device that has what the event assigns: both are contested from then on', () => {
    const contests = [{ identifier: 'imei:490154203237518', deviceId: 'b' }];
    const contest = event('device-a', 'IdentifierAssigned', {}, { contests });
    expect(devicesNamedBy(contest)).toEqual(['a', 'b']);
    expect(linksMadeBy(contest)).toEqual([
      { stream: 'device-a', deviceId: 'b' },
      { stream: 'device-b', deviceId: 'a' },
    ]);
  });

  it('is also the device that took the place of a broken one', () => {
    const replaced = event('device-a', 'DeviceReplaced', { newDevice: 'imei:490154203237518' }, { newDeviceId: 'b' });
    expect(devicesNamedBy(replaced)).toEqual(['a', 'b']);
    expect(linksMadeBy(replaced)).toEqual([
      { stream: 'device-a', deviceId: 'b' },
      { stream: 'device-b', deviceId: 'a' },
    ]);
  });

  it('is also every device that had come for the same line of an order', () => {
    const received = event('device-c', 'DeviceReceived', { orderRef: 'T-1' }, { rivals: ['a', 'b'] });
    expect(devicesNamedBy(received)).toEqual(['c', 'a', 'b']);
    expect(linksMadeBy(received)).toHaveLength(6);
  });
});
