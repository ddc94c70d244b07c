import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultResult, FaultRun } from './run-faults.js';
import { runSegments } from './run-segments.js';

let folder: string;
const run = (changes: { kills?: number; record?: string; signal?: AbortSignal } = {}) => ({
  kills: 25,
  killsPerSegment: 10,
  seed: 7,
  load: { reportsPerSecond: 5, reportsMax: 100 },
  say: () => undefined,
  ...changes,
});

const judged = ({ kills, seed }: FaultRun, faults: string[] = []): FaultResult => ({
  ...{ kills, seed, faults, struck: kills * 2, servers: [], mostLogged: [] },
  ...{ acknowledged: 100, repeated: 3, events: 120, published: 120, logLines: 1 },
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-segments-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a long run of faults', () => {
  it('is segments with seeds of their own, whose totals are added', async () => {
    const asked: [kills: number, seed: number][] = [];
    const totals = await runSegments(run(), async (one) => {
      asked.push([one.kills, one.seed]);
      return judged(one);
    });
    expect(asked).toEqual([
      [10, 7],
      [10, 8],
      [5, 9],
    ]);
    expect(totals).toMatchObject({ segments: 3, unjudged: 0, kills: 25, struck: 50, acknowledged: 300, faults: [] });
  });

  it('goes on from its record where it was ended, and counts what an ended segment was judged for', async () => {
    const record = join(folder, 'record.ndjson');
    const stop = new AbortController();
    const first = await runSegments(run({ record, signal: stop.signal }), async (one) => {
      if (one.seed === 8) stop.abort();
      return judged(one.seed === 8 ? { ...one, kills: 4 } : one);
    });
    expect(first).toMatchObject({ segments: 2, kills: 14 });

    const seeds: number[] = [];
    const second = await runSegments(run({ record }), async (one) => {
      seeds.push(one.seed);
      return judged(one);
    });
    expect(seeds).toEqual([9, 10]);
    expect(second).toMatchObject({ segments: 4, kills: 25 });
    expect((await readFile(record, 'utf8')).trim().split('\n')).toHaveLength(4);
  });

  it('names the seed of each fault', async () => {
    const totals = await runSegments(run(), async (one) => judged(one, one.seed === 8 ? ['an event is lost'] : []));
    expect(totals.faults).toEqual(['seed 8: an event is lost']);
  });

  it('counts no kill of a segment that could not be judged, and gives up after three in a row', async () => {
    const totals = await runSegments(run(), async (one) => {
      if (one.seed === 7) return judged(one);
      throw new Error('the broker did not come up');
    });
    expect(totals).toMatchObject({ segments: 1, unjudged: 3, kills: 10, seeds: [7, 8, 9, 10] });
  });

  it('does not add to the record of another seed', async () => {
    const record = join(folder, 'record.ndjson');
    await runSegments(run({ record }), async (one) => judged(one));
    await expect(runSegments({ ...run({ record }), seed: 50 }, async (one) => judged(one))).rejects.toThrow('seed 7');
  });
});
