import { expect, it } from '@jest/globals';
import { NamedLogServer } from './named-log-server.js';
import type { Place } from './place.js';
import { logStreamsRegex } from './stored-event.js';
import type { ServerDelivery, StreamFilter, StreamServer } from './stream-server.js';
import { MemoryServer } from './testing/memory-server.js';

async function asked(prefixes: readonly string[] | undefined): Promise<StreamFilter | undefined> {
  let filter: StreamFilter | undefined;
  const server: StreamServer = Object.assign(new MemoryServer(), {
    subscribe: (_: Place | null, given: StreamFilter) => {
      filter = given;
      return (async function* (): AsyncGenerator<ServerDelivery> {})();
    },
  });
  for await (const _ of new NamedLogServer(server, 'west').subscribe(null, { prefixes }, AbortSignal.timeout(1))) break;
  return filter;
}

it('has the server filter by the prefixes within the log', async () => {
  expect(await asked(['device-', ''])).toEqual({ prefixes: ['_log-west/device-', '_log-west/'] });
  expect(await asked([])).toEqual({ prefixes: [] });
});

it.each([
  ['_log-west/device-1', true],
  ['_log-west/_reservation-reference-a', false],
  ['_log-west2/device-1', false],
  ['device-1', false],
])('has the server, without prefixes, deliver %s: %p', async (stream, delivered) => {
  const { within } = (await asked(undefined)) ?? {};
  expect(new RegExp(logStreamsRegex(within)).test(stream)).toBe(delivered);
});
