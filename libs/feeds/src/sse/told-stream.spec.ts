import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { Feed, FeedMessage, FeedPosition, FeedSource, FeedStep } from '../domain/index.js';
import { LiveFeed } from '../live/live-feed.js';
import { EventStream } from './event-stream.js';
import { readResumeToken } from './resume-token.js';
import { ToldStream, type Wants } from './told-stream.js';

const message = (id: string, audience?: string): FeedMessage => ({
  id,
  type: 'told',
  subject: 's',
  time: '2026-03-04T08:00:00Z',
  recordedAt: '2026-03-04T08:00:00Z',
  key: 'k',
  about: {},
  data: { id },
  ...(audience !== undefined && { audience }),
});

/** What there is, and then nothing more. */
const sourceOf = (name: string, steps: FeedStep[]): FeedSource => ({
  feed: { name } as Feed,
  async *read(after) {
    if (after === null) yield steps;
  },
  check: async () => undefined,
  lag: async () => 0,
  end: async () => steps.at(-1)?.reached ?? null,
  compare: (a: FeedPosition, b: FeedPosition) => Number(a.position) - Number(b.position),
});
const step = (position: string, ...messages: FeedMessage[]): FeedStep => ({
  messages,
  reached: { position, eventId: null },
});

async function toldTo(partnerId: string, sources: FeedSource[], onTold: Wants['onTold'] = () => {}): Promise<string[]> {
  const out = new PassThrough();
  const ending = new AbortController();
  const lives = sources.map((source) => new LiveFeed(source, () => undefined));
  const followed = await Promise.all(lives.map(async (live) => ({ live, ring: await live.join(), after: null })));
  const events = new EventStream(out);
  const telling = new ToldStream(events, followed, {
    selection: {},
    reader: { id: partnerId, roles: ['refurbisher'] },
    onTold,
  }).tell(ending.signal);
  const read = text(out);
  for (let turns = 0; turns < 20; turns += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  ending.abort();
  await telling;
  events.end('over');
  await Promise.all(lives.map((live) => live.leave()));
  return (await read).split('\n\n').slice(1, -2);
}

const idOf = (block: string) => /"id":"([^"]+)"/.exec(block)?.[1];
const placesOf = (block: string) => {
  const token = /^id: (.+)$/m.exec(block)?.[1];
  const places = token === undefined ? undefined : readResumeToken(token);
  return places && Object.fromEntries([...places].map(([feed, place]) => [feed, place?.position ?? null]));
};

describe('what a subscriber is told', () => {
  it('never holds a message for another partner', async () => {
    const source = sourceOf('one', [step('1', message('a'), message('b', 'refit'), message('c', 'other'))]);
    expect((await toldTo('refit', [source])).map(idOf)).toEqual(['a', 'b']);
    expect((await toldTo('other', [source])).map(idOf)).toEqual(['a', 'c']);
    expect((await toldTo('third', [source])).map(idOf)).toEqual(['a']);
  });

  it('has an id only where a step is whole, for the last of it that the subscriber gets', async () => {
    const source = sourceOf('one', [
      step('1', message('a'), message('b'), message('c', 'other')),
      step('2', message('d')),
    ]);
    const told = await toldTo('refit', [source]);
    expect(told.map(placesOf)).toEqual([undefined, { one: '1' }, { one: '2' }]);
  });

  it('has ids that stand for the places in all its feeds', async () => {
    const told = await toldTo('refit', [
      sourceOf('one', [step('5', message('a'))]),
      sourceOf('two', [step('7', message('b'))]),
    ]);
    expect(told.map(placesOf)).toEqual([
      { one: '5', two: null },
      { one: '5', two: '7' },
    ]);
  });

  it('is counted by feed, as far as it is wanted', async () => {
    const counts: Record<string, number> = {};
    const sources = [
      sourceOf('one', [step('1', message('a'), message('b', 'other')), step('2', message('c'))]),
      sourceOf('two', [step('7', message('d', 'other'))]),
    ];
    await toldTo('refit', sources, (feed, messages) => {
      counts[feed] = (counts[feed] ?? 0) + messages;
    });
    expect(counts).toEqual({ one: 2 });
  });
});
