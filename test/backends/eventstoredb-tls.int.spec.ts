import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';
import { anAppend } from '#event-store/testing';
import { certifiedForLoopback } from './eventstoredb-stand-in/certificate.js';
import { type StandIn, startStandIn } from './eventstoredb-stand-in/stand-in.js';

const SECRET = 'not@to:be/told';
const credentials = `writer:${SECRET}`;
const user = `writer:${encodeURIComponent(SECRET)}`;
const certified = certifiedForLoopback();
const folder = mkdtempSync(join(tmpdir(), 'circulog-tls-'));
const fileOf = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return `tlsCAFile=${join(folder, name)}`;
};

let standIn: StandIn | undefined;
let [trusted, foreign] = ['', ''];
beforeAll(() => {
  trusted = fileOf('authority.pem', certified.authority);
  foreign = fileOf('foreign.pem', certifiedForLoopback().authority);
});
afterEach(() => standIn?.stop());
afterAll(() => rmSync(folder, { recursive: true }));

async function serve(): Promise<StandIn> {
  standIn = await startStandIn({ tls: certified, credentials });
  return standIn;
}

async function refusalOf(url: string): Promise<string> {
  const store = await openEventStore(url).catch((error: Error) => error);
  if (!(store instanceof Error)) {
    await store.close();
    throw new Error('It opened.');
  }
  expect(store.message).not.toContain('told');
  expect(store.message).not.toContain('\n');
  return store.message;
}

describe('an EventStoreDB behind TLS', () => {
  it.each(['esdb', 'esdb+discover'])(
    'is read and written by %s:, with credentials and its authority',
    async (scheme) => {
      const { port } = await serve();
      const store = await openEventStore(`${scheme}://${user}@127.0.0.1:${port}?tls=true&${trusted}`);
      const request = anAppend();
      expect(await store.append([request])).toMatchObject([{ status: 'appended' }]);
      expect(await store.readStream(request.stream)).toHaveLength(1);
      const signal = AbortSignal.timeout(10_000);
      for await (const delivery of store.subscribe(null, { signal })) {
        expect(delivery).toMatchObject({ kind: 'event', event: { stream: request.stream } });
        break;
      }
      await store.close();
    },
  );

  it.each([
    ['a wrong password', 'writer:wrong-told@'],
    ['no credentials', ''],
  ])('refuses %s', async (_, given) => {
    const { port } = await serve();
    expect(await refusalOf(`esdb://${given}127.0.0.1:${port}?tls=true&${trusted}`)).toBe(
      `EventStoreDB at 127.0.0.1:${port}: it refuses the credentials`,
    );
  });

  it.each([
    ['that no known authority signed', () => 'tls=true'],
    ['that another authority signed', () => `tls=true&${foreign}`],
  ])('is not trusted with a certificate %s', async (_, options) => {
    const { port } = await serve();
    expect(await refusalOf(`esdb://${user}@127.0.0.1:${port}?${options()}`)).toBe(
      `EventStoreDB at 127.0.0.1:${port}: its certificate is not trusted; name its authority with tlsCAFile`,
    );
  });

  it('is not asked when the file of the authority is not there', async () => {
    const { port } = await serve();
    const url = `esdb://${user}@127.0.0.1:${port}?tls=true&tlsCAFile=${join(folder, 'none.pem')}`;
    expect(await refusalOf(url)).toContain('certificate file');
  });

  it('says that it expects TLS', async () => {
    const { port } = await serve();
    expect(await refusalOf(`esdb://${user}@127.0.0.1:${port}?tls=false`)).toContain('does it expect TLS?');
  });
});

describe('a server', () => {
  it.each(['22.6.0', '21.10.8', '5.0.11'])('of version %s is too old', async (version) => {
    standIn = await startStandIn();
    standIn.faults.version = version;
    expect(await refusalOf(standIn.url)).toBe(
      `EventStoreDB at 127.0.0.1:${standIn.port}: it is version ${version}; 22.10 or newer is needed`,
    );
  });

  it.each(['22.10.0', '24.10.0.1316', '26.1.1'])('of version %s is used', async (version) => {
    standIn = await startStandIn();
    standIn.faults.version = version;
    await (await openEventStore(standIn.url)).close();
  });

  it('whose user may not read $all is of no use', async () => {
    standIn = await startStandIn();
    standIn.faults.withoutAll = true;
    expect(await refusalOf(standIn.url)).toBe(
      `EventStoreDB at 127.0.0.1:${standIn.port}: its user may not read $all, which holds the log`,
    );
  });

  it('of which no node answers is told by its name in the cluster', async () => {
    expect(await refusalOf(`esdb+discover://${user}@127.0.0.1:1?tls=true`)).toBe(
      'EventStoreDB at 127.0.0.1:1: no node of the cluster answers',
    );
  });
});
