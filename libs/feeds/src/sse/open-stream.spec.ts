import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { Caller } from '#partners';
import type { Feed, FeedPosition, FeedSource } from '../domain/index.js';
import { FellBehind } from '../live/follow-feed.js';
import { LiveFeed } from '../live/live-feed.js';
import { at, Counting, turn } from '../testing/counting-source.js';
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
  check: async () => undefined,
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

describe('a stream whose subscription may change', () => {
  const HEARTBEAT_MILLIS = 100;

  async function opened(over: () => Promise<string | undefined>) {
    const source = new Counting(() => 0);
    const live = new LiveFeed(source, () => undefined);
    const out = new PassThrough({ highWaterMark: 1_000 });
    const stream = new OpenStream(
      out,
      [{ live, ring: await live.join(), after: at(0) }],
      { selection: {}, caller, over },
      () => undefined,
    );
    const running = stream.run();
    return { source, out, stream, close: () => running.then(() => live.leave()) };
  }

  it('learns of it also while it is busy', async () => {
    const { source, out, stream, close } = await opened(async () => 'It has changed.');
    const said = text(out);
    while (stream.endedBy !== 'subscription') {
      source.append(1);
      await turn();
      await stream.beat(HEARTBEAT_MILLIS);
    }
    await close();
    expect(await said).toContain(': It has changed.');
  });

  it('asks once for each heartbeat, however often it is looked at and whatever its client takes', async () => {
    let asked = 0;
    const { source, stream, out, close } = await opened(async () => {
      asked += 1;
      return undefined;
    });
    source.append(50);
    while (!out.writableNeedDrain) await turn();
    const since = performance.now();
    while (asked < 3) {
      await stream.beat(HEARTBEAT_MILLIS);
      await turn();
    }
    expect(performance.now() - since).toBeGreaterThan(HEARTBEAT_MILLIS * 1.9);
    stream.end('shutdown', 'Over.');
    out.resume();
    await close();
  });
});
