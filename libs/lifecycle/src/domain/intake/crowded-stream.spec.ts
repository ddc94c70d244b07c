import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent, Role } from '#kernel';
import { aPartner } from '../../testing/recorder-bench.js';
import { crowdedStream, EVENTS_OF_SENDER_MAX } from './crowded-stream.js';

const events = (recordedBy: string, count: number) =>
  Array.from({ length: count }, () => ({ recordedBy }) as RecordedEvent);
const refusalOf = (sender: string, stream: readonly RecordedEvent[], roles: Role[] = ['refurbisher']) =>
  crowdedStream({ sender: aPartner(sender, roles) }, stream)?.errors[0]?.rule;

describe('a stream of many events', () => {
  it('takes so many of one sender, and no more', () => {
    expect(refusalOf('chatty', events('chatty', EVENTS_OF_SENDER_MAX - 1))).toBeUndefined();
    expect(refusalOf('chatty', events('chatty', EVENTS_OF_SENDER_MAX))).toBe('too-many-events');
  });

  it('takes those of others, and an operator’s', () => {
    const full = events('chatty', EVENTS_OF_SENDER_MAX);
    expect(refusalOf('refurb', full)).toBeUndefined();
    expect(refusalOf('chatty', [...full, ...events('refurb', 5)])).toBe('too-many-events');
    expect(refusalOf('operator', events('operator', EVENTS_OF_SENDER_MAX), ['operator'])).toBeUndefined();
  });
});
