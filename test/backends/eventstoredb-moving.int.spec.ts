import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { moveLog, openEventStore, openLogExport, openLogImport } from '#event-store';
import { anAppend, aStream, movingConformance } from '#event-store/testing';
import { type StandIn, startStandIn } from './eventstoredb-stand-in/stand-in.js';

/** One stand-in for each log: an EventStoreDB has one. */
const standIns = new Map<string, Promise<StandIn>>();
afterAll(async () => {
  for (const standIn of standIns.values()) await (await standIn).stop();
});

async function urlOf(name: string): Promise<string> {
  const standIn = standIns.get(name) ?? startStandIn();
  standIns.set(name, standIn);
  return (await standIn).url;
}

movingConformance('esdb', {
  open: async (name, options) => openEventStore(await urlOf(name), options),
  source: async (name) => openLogExport(await urlOf(name)),
  target: async (name) => openLogImport(await urlOf(name)),
});

async function moved(from: string, to: string) {
  const [source, target] = [await openLogExport(from), await openLogImport(to)];
  try {
    return await moveLog(source, target, () => undefined);
  } finally {
    await target.close();
    await source.close();
  }
}

describe('moving house', () => {
  it('goes from the embedded log to EventStoreDB and back with every byte and holder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'circulog-moving-'));
    const [from, back] = ['from', 'back'].map((name) => `sqlite:${join(folder, name)}.db`) as [string, string];
    const server = await urlOf('moving-house');
    const store = await openEventStore(from);
    const stream = aStream();
    await store.append(
      Array.from({ length: 150 }, (_, index) => [
        anAppend({ reservations: [{ scope: 'reference', key: `p/${index} ü`, expected: null, holder: `h${index}` }] }),
        anAppend({ stream, expectedRevision: index - 1 }),
      ]).flat(),
    );
    await store.close();
    const there = await moved(from, server);
    expect(there).toMatchObject({ status: 'moved', events: 300, streams: 151, reservations: 150 });
    expect(await moved(server, back)).toEqual(there);
    await rm(folder, { recursive: true });
  }, 30_000);
});
