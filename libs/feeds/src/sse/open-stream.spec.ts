import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { Caller } from '#partners';
import type { Feed, FeedPosition, FeedSource } from '../domain/index.js';
import { FellBehind } from '../live/follow-feed.js';
import { LiveFeed } from '../live/live-feed.js';
import { SlowClient } from './event-stream.js';
import { OpenStream } from './open-stream.js';

const caller = { keyId: 'k', partner: { id: 'refit', roles: ['refurbisher'] } } as unknown as Caller;

/** Has ended before somebody reads it; from its start it can be read only up to an error. */
const failingWith = (error: Error): FeedSource => ({
  feed: { name: 'one' } as Feed,
  async *read(after) {
    if (after !== null) return;
    yield [];
    throw error;
  },
  lag: async () => 0,
  end: async () => ({ position: '1', eventId: null }),
  compare: (a: FeedPosition, b: FeedPosition) => Number(a.position) - Number(b.position),
});

async function ended(error: Error, meanwhile: (stream: OpenStream, out: PassThrough) => void = () => {}) {
  const live = new LiveFeed(failingWith(error), () => undefined);
  const out = new PassThrough();
  const said = text(out).catch(() => '');
  const followed = [{ live, ring: await live.join(), after: null }];
  const stream = new OpenStream(out, followed, { selection: {}, caller }, () => undefined);
  meanwhile(stream, out);
  const trouble = await stream.run();
  await live.leave();
  return { by: stream.endedBy, trouble, said: await said };
}

describe('what ended a stream', () => {
  it('is its client, where that took nothing or could not follow', async () => {
    const slow = await ended(new SlowClient('The stream was not read for too long.'));
    expect(slow).toMatchObject({ by: 'slow', trouble: undefined });
    expect(slow.said).toContain(': The stream was not read for too long. Come back with the last id.');
    expect(await ended(new FellBehind('Behind.'))).toMatchObject({ by: 'behind', trouble: undefined });
  });

  it('is a failure here, of which the client hears nothing more', async () => {
    const failure = new Error('the disk is on fire');
    const { by, trouble, said } = await ended(failure);
    expect([by, trouble]).toEqual(['failure', failure]);
    expect(said).not.toContain('fire');
  });

  it('is whoever was first', async () => {
    const shutdown = await ended(new Error('late'), (stream) =>
      stream.end('shutdown', 'This process is shutting down.'),
    );
    expect(shutdown.by).toBe('shutdown');
    const left = await ended(new Error('late'), (stream, out) => {
      out.destroy();
      out.emit('close');
      stream.end('shutdown', 'This process is shutting down.');
    });
    expect(left.by).toBe('client');
  });
});
