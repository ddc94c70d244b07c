import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { openEventStore } from '#event-store';
import { type StandIn, startStandIn } from './eventstoredb-stand-in/stand-in.js';

let standIn: StandIn | undefined;
afterEach(() => standIn?.stop());

const SECRET = 'not-to-be-told';
const refusalOf = (url: string): Promise<Error> =>
  openEventStore(url).then(
    async (store) => {
      await store.close();
      throw new Error('It opened.');
    },
    (error: Error) => error,
  );

describe('opening a log on an EventStoreDB', () => {
  it.each(['esdb', 'kurrentdb'])('goes by %s:', async (scheme) => {
    standIn = await startStandIn();
    const store = await openEventStore(standIn.url.replace('esdb', scheme));
    expect(await store.head()).toBeNull();
    await store.close();
  });

  it.each([
    ['nobody listens', `esdb://admin:${SECRET}@127.0.0.1:1?tls=false`, 'it refuses the connection'],
    ['the connection string is none', `esdb://admin:${SECRET}@127.0.0.1:x`, 'the connection string is not one'],
    [
      'an option is misspelt',
      `esdb://admin:${SECRET}@127.0.0.1?tslCAFile=a`,
      'option tslCAFile of the connection string',
    ],
    ['certificates are verified', `esdb://admin:${SECRET}@127.0.0.1?tlsVerifyCert=false`, 'always verified'],
    ['an odd option is none', `esdb://admin:x?${SECRET}@127.0.0.1`, 'an option of the connection string is not known'],
  ])('says in one line without secrets that %s', async (_, url, reason) => {
    const warned = jest.spyOn(console, 'warn');
    const { message } = await refusalOf(url);
    expect(warned).not.toHaveBeenCalled();
    expect(message).toContain(reason);
    expect(message).not.toContain(SECRET);
    expect(message).not.toContain('\n');
  });

  it('says that what answers is something else', async () => {
    const other = createServer((_, answer) => answer.end('hello')).listen(0);
    const { port } = other.address() as AddressInfo;
    expect((await refusalOf(`esdb://127.0.0.1:${port}?tls=false`)).message).toMatch(
      /EventStoreDB at 127\.0\.0\.1:\d+: /,
    );
    other.close();
  });

  it('says that the server does not speak TLS', async () => {
    standIn = await startStandIn();
    const { message } = await refusalOf(`esdb://admin:${SECRET}@127.0.0.1:${standIn.port}?tls=true`);
    expect(message).toMatch(/TLS|ends the connection/);
    expect(message).not.toContain(SECRET);
  });
});
