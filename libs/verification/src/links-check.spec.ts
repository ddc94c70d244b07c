import { describe, expect, it } from '@jest/globals';
import { anEvent } from '#event-store/testing';
import type { EventMetadata, JsonObject, RecordedEvent } from '#kernel';
import { LinksCheck } from './links-check.js';

const link = (key: string, ...devices: string[]) => ({ scope: 'link' as const, key, holder: JSON.stringify(devices) });

interface Told {
  type?: string;
  data?: JsonObject;
  metadata?: Partial<EventMetadata>;
}

function told(deviceId: string, { type = 'GradeAssigned', data = {}, metadata = {} }: Told = {}): RecordedEvent {
  const event = anEvent({ type, data, metadata });
  return { ...event, stream: `device-${deviceId}`, revision: 0, recordedAt: '', previousHash: null, hash: '' };
}
const merged = (survivorId: string, absorbedId: string) =>
  told(absorbedId, { type: 'DevicesMerged', data: { survivorId, absorbedId } });

function faults(held: ReturnType<typeof link>[], events: RecordedEvent[]): string[] {
  const check = new LinksCheck();
  for (const one of held) check.hold(one);
  for (const one of events) check.take(one);
  return check.faults().map(({ claim, fault }) => `${fault} ${claim}`);
}

describe('links of devices', () => {
  it.each<[string, RecordedEvent]>([
    ['merged', merged('a', 'b')],
    ['split', told('a', { type: 'DeviceSplit', data: { newDeviceId: 'b' } })],
    ['contested', told('a', { metadata: { contests: [{ identifier: 'imei:1', deviceId: 'b' }] } })],
    ['contested and decided', told('a', { type: 'IdentifierContestResolved', data: { holderDeviceId: 'b' } })],
    ['replaced', told('b', { metadata: { newDeviceId: 'a' } })],
    ['received for one line', told('b', { metadata: { rivals: ['a'] } })],
  ])('agree with an event that says they were %s', (_, event) => {
    expect(faults([link('a', 'a', 'b'), link('b', 'a', 'b')], [event, told('c')])).toEqual([]);
  });

  it('are of all that several events tie together', () => {
    const events = [merged('a', 'b'), merged('c', 'd'), merged('b', 'c')];
    const all = ['a', 'b', 'c', 'd'];
    expect(
      faults(
        all.map((key) => link(key, ...all)),
        events,
      ),
    ).toEqual([]);
    expect(faults([link('a', 'a', 'b'), ...all.slice(1).map((key) => link(key, ...all))], events)).toEqual([
      'no-claim-for-event link a',
    ]);
  });

  it('are missed where they were taken away', () => {
    expect(faults([link('a', 'a', 'b')], [merged('a', 'b')])).toEqual(['no-claim-for-event link b']);
  });

  it('are borne out by no event where they were added, or had a device added', () => {
    expect(faults([link('c', 'c', 'd')], [told('c')])).toEqual(['no-event-for-claim link c']);
    const held = [link('a', 'a', 'b'), link('b', 'a', 'b', 'c')];
    expect(faults(held, [merged('a', 'b')])).toEqual(['no-event-for-claim link b']);
  });

  it('are not those of a line of an order', () => {
    expect(faults([link('order:refit:1/1', 'a')], [told('a')])).toEqual([]);
  });
});
