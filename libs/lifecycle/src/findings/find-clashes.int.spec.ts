import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Projected, ProjectionRunner } from '#projections';
import { openReadStore, type ReadStore } from '#read-store';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';
import { clashesProjection } from './clashes-projection.js';
import { FindClashes } from './find-clashes.js';
import type { ClashSearch } from './finding-cursor.js';
import { FindRecalls } from './recalls/find-recalls.js';

/** Two test-range codes. */
const [SHARED, OWN] = ['00440124', '00440125'];
const IMEIS = {
  one: `imei:${SHARED}5678905`,
  sameAgain: `imei:${SHARED}5678913`,
  longerName: `imei:${SHARED}5678921`,
  ofOther: `imei:${OWN}5678902`,
};

let bench: RecorderBench;
let reads: ReadStore;
let runner: ProjectionRunner;
let clashes: FindClashes;
let folder: string;
let sameAgain: string | undefined;

let references = 0;
const told = (device: string, type: string, data: object) => ({
  device,
  type,
  occurredAt: '2026-03-05T10:15:00Z',
  reference: `clash-${references++}`,
  data,
});
const described = (device: string, model: string) => told(device, 'DeviceDescribed', { brand: 'Northwind', model });
const installed = (device: string) =>
  told(device, 'PartInstalled', { slot: 'display', origin: 'harvested', partId: 'part:refurb:p-1' });

async function keys(search: ClashSearch & { after?: string } = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const key of clashes.keys(search)) if ((await clashes.finding(key)) !== undefined) found.push(key);
  return found;
}

beforeAll(async () => {
  bench = await openBench();
  folder = mkdtempSync(join(tmpdir(), 'circulog-clashes-'));
  reads = await openReadStore(`sqlite:${join(folder, 'read.db')}`);
  const { store: events, loader: journeys } = bench;
  const clock = { now: () => Date.parse('2026-06-01T12:00:00Z') };
  runner = new ProjectionRunner({ events, reads, journeys, projections: [clashesProjection], clock });
  await runner.start();
  const shown = new Projected(reads, events);
  clashes = new FindClashes(reads, shown, new FindRecalls(shown));
  const outcomes = await bench.record(
    'refurb',
    described(IMEIS.one, 'One'),
    described(IMEIS.sameAgain, 'one'),
    described(IMEIS.longerName, 'One Plus'),
    described(IMEIS.ofOther, 'Two'),
    installed(IMEIS.one),
    installed(IMEIS.ofOther),
  );
  expect(outcomes.map((outcome) => outcome.outcome)).toEqual(outcomes.map(() => 'recorded'));
  sameAgain = bench.deviceOf(outcomes[1]);
  await runner.caughtUp((await events.head()) as string);
});

afterAll(async () => {
  await runner.stop();
  await reads.close();
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('clashes in the read store', () => {
  it('are found kind by kind, and after one of them', async () => {
    const [part, tac] = ['part:refurb:p-1', `tac:${SHARED}`];
    expect(await keys()).toEqual([part, tac]);
    expect(await keys({ kind: 'part' })).toEqual([part]);
    expect(await keys({ kind: 'tac' })).toEqual([tac]);
    expect(await keys({ after: part })).toEqual([tac]);
    expect(await keys({ after: tac })).toEqual([]);
  });

  it('tell models apart of which one name begins with another', async () => {
    const finding = await clashes.finding(`tac:${SHARED}`);
    expect(finding?.explanation).toMatch(/One \(2\), Northwind One Plus \(1\)/i);
    expect(finding?.parties.map(({ holder }) => holder)).toEqual(['northwind:one plus']);
  });

  it('of one device are those about what it uses', async () => {
    const deviceId = sameAgain;
    expect(deviceId).toBeDefined();
    expect(await keys({ deviceId })).toEqual([`tac:${SHARED}`]);
    expect(await keys({ deviceId, kind: 'part' })).toEqual([]);
  });
});
