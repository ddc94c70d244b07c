import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from '#kernel';
import { devicesNamedBy, linksMadeBy } from './touched.js';

const event = (type: string, data: JsonObject, metadata: object = {}): RecordedEvent =>
  ({ type, data, stream: 'device-a', metadata }) as unknown as RecordedEvent;

describe('whom an event concerns', () => {
  it('is its own device, and those that it ties to it', () => {
    expect(devicesNamedBy(event('GradeAssigned', {}))).toEqual(['a']);
    expect(devicesNamedBy(event('DevicesMerged', { survivorId: 'b', absorbedId: 'a' }))).toEqual(['a', 'b']);
    expect(linksMadeBy(event('GradeAssigned', {}))).toEqual([]);
  });

  it('is also the device that has what the event assigns: both are contested from then on', () => {
    const contest = event('IdentifierAssigned', {}, { contests: [{ identifier: 'imei:1', deviceId: 'b' }] });
    expect(devicesNamedBy(contest)).toEqual(['a', 'b']);
    expect(linksMadeBy(contest)).toEqual([
      { stream: 'device-a', deviceId: 'b' },
      { stream: 'device-b', deviceId: 'a' },
    ]);
  });
});
