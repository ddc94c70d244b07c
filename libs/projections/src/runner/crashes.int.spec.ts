import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PARTITIONS, partitionOf } from '../domain/index.js';
import { type Crash, crashingReads, type World, world } from '../testing/index.js';

const NAMES = Array.from({ length: 400 }, (_, index) => `d${index}`);
const named = (fits: (partition: number) => boolean): string => NAMES.find((name) => fits(partitionOf(name))) as string;

describe('a commit that fails', () => {
  let given: World;
  const told = (device: string) => given.log.tell(`device-${device}`, 'GradeAssigned', { model: 'phone' });
  const events = async () => {
    const rows = await given.measures.read({ measure: 'events', where: {}, groupBy: [] });
    return rows.map(({ amount }) => amount);
  };

  /** Runs until the log's end over commits that fail as told. */
  async function catchUpOver(...crashes: Crash[]): Promise<void> {
    const reads = crashingReads(given.reads, () => crashes.shift() ?? 'none');
    await given.catchUp({ reads });
    expect(crashes).toEqual([]);
  }

  beforeEach(async () => {
    given = await world();
    told('first');
    await given.catchUp();
  });

  afterEach(() => given.close());

  it.each<Crash>(['before', 'partly', 'after'])('%s counts nothing twice and loses nothing', async (crash) => {
    told('first');
    told('second');
    await catchUpOver(crash);
    expect(await events()).toEqual([3n]);
    expect((await given.projected.currency('tally')).asOfPosition).toBe(await given.log.head());
  });

  it('in the middle leaves a document to the device that it passed to', async () => {
    const early = named((partition) => partition < PARTITIONS / 2);
    const late = named((partition) => partition >= PARTITIONS / 2);
    told(early);
    told(late);
    await catchUpOver('partly');
    given.log.tell(`device-${late}`, 'DevicesMerged', { survivorId: early, absorbedId: late });
    await given.catchUp();
    expect(await given.projected.count('tally', 'events', { device: early })).toBe(2);
  });

  it('is not remembered: what it had counted is read again', async () => {
    const runner = given.runner({ reads: crashingReads(given.reads, () => crashes.shift() ?? 'none') });
    const crashes: Crash[] = [];
    await runner.start();
    for (const crash of ['none', 'after', 'none'] as const) {
      crashes.push(crash);
      told('first');
      await runner.caughtUp((await given.log.head()) as string);
    }
    await runner.stop();
    expect(await events()).toEqual([4n]);
  });
});
