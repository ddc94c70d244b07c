import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { DEVICE, described, graded, received, tell } from '../../testing/journeys.js';
import { linkedStreams } from './links.js';

const OTHER = '00000000-0000-7000-8000-00000000000b';
const WHEN = '2024-01-10 08:00';
const marked = (metadata: Partial<RecordedEvent['metadata']>) => graded(WHEN, {}, { metadata });

describe('streams to load beside a device’s own', () => {
  it('are none for reports that link nothing', () =>
    expect(linkedStreams([received(WHEN), graded('2024-01-11 08:00')])).toEqual([]));

  it.each<[string, RecordedEvent, string]>([
    ['an order', received(WHEN, { orderRef: 'T-1' }), 'order-refurb:T-1'],
    ['a batch', tell('RecyclingReceived', WHEN, { batchRef: 'B-1' }), 'batch-refurb:B-1'],
    ['a part', tell('PartRemoved', WHEN, { slot: 'battery', partId: 'P-1' }), 'part-refurb:P-1'],
    ['a model', described(WHEN, { brand: 'Apple', model: 'iPhone 12' }), 'model-apple:iphone 12'],
    ['a merge', tell('DevicesMerged', WHEN, { survivorId: DEVICE, absorbedId: OTHER }), `device-${OTHER}`],
    ['a split', tell('DeviceSplit', WHEN, { newDeviceId: OTHER, eventIds: [] }), `device-${OTHER}`],
    ['a contest', marked({ contests: [{ identifier: 'imei:1', deviceId: OTHER }] }), `device-${OTHER}`],
    ['a rival for an order line', marked({ rivals: [OTHER] }), `device-${OTHER}`],
    ['a device that took its place', marked({ newDeviceId: OTHER }), `device-${OTHER}`],
    ['the retraction that it replaces for', marked({ replacementIn: { retractionId: 'r', stream: 's' } }), 's'],
  ])('%s', (_, event, stream) => expect(linkedStreams([graded('2024-01-09 08:00'), event])).toEqual([stream]));
});
