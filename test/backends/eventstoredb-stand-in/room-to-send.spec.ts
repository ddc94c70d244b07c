import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { ReadCall } from './responses.js';
import { roomToSend } from './room-to-send.js';

const listeners = (call: PassThrough) =>
  ['drain', 'close', 'cancelled', 'error'].reduce((sum, name) => sum + call.listenerCount(name), 0);

describe('waiting for a slow reader', () => {
  it.each(['drain', 'close', 'cancelled', 'error'])('ends with %s and leaves no listener behind', async (event) => {
    const call = new PassThrough();
    const before = listeners(call);
    for (let i = 0; i < 20; i++) {
      const room = roomToSend(call as unknown as ReadCall, new AbortController().signal);
      call.emit(event, new Error('broken'));
      await room;
    }
    expect(listeners(call)).toBe(before);
  });

  it('ends when the node stops', async () => {
    const stopping = new AbortController();
    const call = new PassThrough();
    const before = listeners(call);
    const room = roomToSend(call as unknown as ReadCall, stopping.signal);
    stopping.abort();
    await room;
    expect(listeners(call)).toBe(before);
  });
});
