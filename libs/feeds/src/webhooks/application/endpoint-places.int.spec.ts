import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Configuration, uuidV7 } from '#platform';
import type { FeedSources } from '../../feed-sources.js';
import { at, type Counting, turn } from '../../testing/counting-source.js';
import { clock, EndpointWorld, subscription } from '../../testing/endpoint-world.js';
import { WebhookDesk } from './webhook-desk.js';

const one = subscription(0, 'acme', ['first']);
const both = subscription(0, 'acme', ['first', 'second']);

let world: EndpointWorld;
let desk: WebhookDesk;
let first: Counting;
let second: Counting;
beforeEach(async () => {
  world = await EndpointWorld.open();
  first = world.feed('first');
  second = world.feed('second');
  const sources = { named: (name: string) => (name === 'first' ? first : second) } as unknown as FeedSources;
  desk = new WebhookDesk(world.ops, clock, uuidV7(clock), sources, { webhookNetworks: 'public' } as Configuration);
});
afterEach(() => world.close());

const arrived = () => world.arrivedAt(one.delivery.url);
const kept = async () => {
  const places = await world.parts.records.places.of(one.id, [], async () => null);
  return Object.fromEntries([...places].map(([feed, { place }]) => [feed, place]));
};

describe('a feed that a subscription gets', () => {
  it('is delivered from then on, though another one was being delivered until it was taken up', async () => {
    second.append(1);
    await desk.prepare(one.id, one.feeds);
    const before = await world.begin(one);
    await desk.prepare(one.id, both.feeds);
    second.append(1);
    first.append(1);
    while (!arrived().includes('1.0')) await turn();
    await before.end();
    second.append(1);
    const after = await world.begin(both);
    while (!arrived().includes('3.0')) await turn();
    await after.end();
    expect(arrived()).toEqual(['1.0', '2.0', '3.0']);
    expect(await kept()).toEqual({ first: at(1), second: at(3) });
  });

  it('begins anew when it had been taken out, whatever was still delivered of it', async () => {
    await desk.prepare(both.id, both.feeds);
    const before = await world.begin(both);
    second.append(1);
    while (!arrived().includes('1.0')) await turn();
    await desk.prepare(one.id, one.feeds);
    second.append(1);
    while (!arrived().includes('2.0')) await turn();
    await before.end();
    expect(await kept()).toEqual({ first: null });
    await desk.prepare(both.id, both.feeds);
    expect(await kept()).toEqual({ first: null, second: at(2) });
  });
});

describe('a place', () => {
  it('is taken over from where earlier versions kept it', async () => {
    for (let count = 0; count < 3; count += 1) first.append(1);
    await world.ops.put('webhook-places', one.id, { first: { position: '1', eventId: null } });
    const endpoint = await world.begin(one);
    while (arrived().length < 2) await turn();
    await endpoint.end();
    expect(arrived()).toEqual(['2.0', '3.0']);
    expect(await world.ops.get('webhook-places', one.id)).toBeUndefined();
    expect(await kept()).toEqual({ first: at(3) });
  });

  it('is forgotten with its subscription, and not written again by what still delivers', async () => {
    await desk.prepare(one.id, one.feeds);
    const endpoint = await world.begin(one);
    first.append(1);
    while (arrived().length < 1) await turn();
    await desk.forget(one.id);
    await endpoint.end();
    expect(await kept()).toEqual({});
  });
});
