import { describe, expect, it } from '@jest/globals';
import { anEvent } from '#event-store/testing';
import type { NewEvent, RecordedEvent } from '#kernel';
import { publicEvent } from '#lifecycle/domain';
import { deviceEventsFeed } from './device-events.js';

const DEVICE = '019b0000-0000-7000-8000-000000000001';
const OTHER = '019b0000-0000-7000-8000-000000000002';

const messagesOf = (event: RecordedEvent) => deviceEventsFeed.messagesOf([{ event, position: 'log:1' }])[0] ?? [];
const recorded = (event: NewEvent, stream = `device-${DEVICE}`): RecordedEvent => ({
  ...event,
  stream,
  revision: 3,
  recordedAt: '2026-03-05T00:00:00.000Z',
  previousHash: null,
  hash: 'f'.repeat(64),
});

describe('device events for everybody', () => {
  it('say of an event what the matrix calls public, and nothing else', () => {
    const event = recorded(anEvent({ data: { batteryHealthPercent: 91, graderRef: 'station-7' } }));
    expect(messagesOf(event).map(({ data }) => data)).toEqual([publicEvent(event)]);
  });

  it('carry the public fields of the payload, and nothing of who sent it', () => {
    const [message] = messagesOf(
      recorded(
        anEvent({
          data: {
            grade: { scheme: 'house', schemeVersion: '1', code: 'A' },
            method: 'manual',
            graderRef: 'station-7',
            batteryHealthPercent: 91,
          },
          location: { country: 'DE', site: 'hall-3', gln: '4012345000009' },
          performedBy: 'station-7',
          onBehalfOf: 'carrier-two',
        }),
      ),
    );
    expect(message).toMatchObject({
      type: 'org.circulog.device.GradeAssigned.v1',
      subject: `device/${DEVICE}`,
      key: DEVICE,
      time: '2026-03-04T10:15:00.000Z',
      data: {
        deviceId: DEVICE,
        occurredAt: '2026-03-04T10:15:00Z',
        location: { country: 'DE' },
        data: { grade: { scheme: 'house', schemeVersion: '1', code: 'A' }, batteryHealthPercent: 91 },
      },
    });
    const text = JSON.stringify(message);
    for (const secret of [
      'station-7',
      'hall-3',
      '4012345000009',
      'refurbisher-one',
      'carrier-two',
      '356938035643809',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('tell a merge to those who follow either device, under ids of their own', () => {
    const merge = anEvent({ type: 'DevicesMerged', data: { survivorId: OTHER, absorbedId: DEVICE } });
    const messages = messagesOf(recorded(merge));
    expect(messages.map(({ key }) => key)).toEqual([DEVICE, OTHER]);
    expect(messages[0]?.id).toBe(merge.id);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(2);
  });
});
