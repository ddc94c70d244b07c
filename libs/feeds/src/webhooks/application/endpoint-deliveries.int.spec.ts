import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { at, turn } from '../../testing/counting-source.js';
import { EndpointWorld, subscription } from '../../testing/endpoint-world.js';
import type { EndpointDeliveries } from './endpoint-deliveries.js';
import { Slots } from './slots.js';

const ENDPOINTS = 20;

let world: EndpointWorld;
beforeEach(async () => {
  world = await EndpointWorld.open();
});
afterEach(() => world.close());

it('endpoints that have caught up share one reading of a feed, and each gets all that came after its place', async () => {
  const source = world.feed();
  for (let count = 0; count < 30; count += 1) source.append(1);
  const { places } = world.parts.records;
  const endpoints: EndpointDeliveries[] = [];
  for (let index = 0; index < ENDPOINTS; index += 1) {
    const from = index % 2 === 0 ? at(10) : at(30);
    await places.of(subscription(index).id, ['counting'], async () => from);
    endpoints.push(await world.begin(subscription(index)));
  }
  while (source.readings !== 1) await turn();
  source.append(1);
  const all = (index: number) => world.arrivedAt(`https://acme.example/${index}`);
  while (endpoints.some((_, index) => !all(index).includes('31.0'))) await turn();
  expect(source.readings).toBe(1);
  expect(all(0).toSorted()).toEqual(source.idsAfter(10).toSorted());
  expect(all(1)).toEqual(['31.0']);
  await Promise.all(endpoints.map((endpoint) => endpoint.end()));
  expect(source.readings).toBe(0);
});

it('a partner whose endpoints never answer leaves slots to the others', async () => {
  const source = world.feed();
  const { send } = world.parts.sender;
  const called: string[] = [];
  const giveUp = new AbortController();
  world.parts.slots = new Slots({ all: 2, partner: 1 });
  world.parts.sender = {
    send: async (parcel) => {
      called.push(parcel.url);
      if (!parcel.url.includes('slow')) return send(parcel);
      if (!giveUp.signal.aborted) await new Promise((resolve) => giveUp.signal.addEventListener('abort', resolve));
      return { millis: 1, error: 'Given up.' };
    },
  };
  const endpoints: EndpointDeliveries[] = [];
  for (const one of [subscription(0, 'slow'), subscription(1, 'slow'), subscription(2, 'acme')]) {
    endpoints.push(await world.begin(one));
  }
  source.append(3);
  while (world.arrivedAt('https://acme.example/2').length !== 3) await turn();
  expect(called.filter((url) => url.includes('slow'))).toHaveLength(1);
  giveUp.abort();
  await Promise.all(endpoints.map((endpoint) => endpoint.end()));
});
