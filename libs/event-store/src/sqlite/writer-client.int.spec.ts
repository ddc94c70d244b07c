import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareEvent } from '../seal.js';
import { anEvent } from '../testing/builders.js';
import type { WireOutcome, WireRequest } from './wire.js';
import { WriterClient } from './writer-client.js';

const ROOM_CHARACTERS = 48_000_000;
const BIG = { data: { filler: 'x'.repeat(60_000) } };

const request = (stream: string): WireRequest => ({
  stream,
  expectedRevision: -1,
  events: [prepareEvent(anEvent(BIG), stream, 0)],
  reservations: [],
});

describe('the way to the writer', () => {
  let folder: string;
  let client: WriterClient;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'event-store-writer-'));
    [client] = await WriterClient.start(join(folder, 'log.db'), Date.now, () => undefined);
  });
  afterEach(async () => {
    await client.drain();
    await client.stopWriting();
    rmSync(folder, { recursive: true });
  });

  it('has room again only when some of too much has been settled', async () => {
    const settled: WireOutcome['status'][] = [];
    await client.room();
    for (let sent = 0; sent * 60_000 <= ROOM_CHARACTERS; sent++) {
      client.send(request(`device-${sent}`), ({ status }) => settled.push(status));
    }
    expect(settled).toEqual([]);
    await client.room();
    expect(settled.length).toBeGreaterThan(0);
    expect(new Set(settled)).toEqual(new Set(['appended']));
  });

  it('tells everybody unknown who comes after the writer has stopped', async () => {
    await client.stopWriting();
    const outcome = await new Promise<WireOutcome>((resolve) => client.send(request('device-1'), resolve));
    expect(outcome).toEqual({ status: 'unknown', reason: 'the writer has stopped' });
    await client.room();
  });
});
