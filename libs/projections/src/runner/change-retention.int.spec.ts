import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type World, world } from '../testing/index.js';
import { PRUNED_ENTRIES_MAX } from './limits.js';

const DAY = 86_400_000;
/** When the memory log records everything. */
const TOLD = Date.UTC(2026, 2, 4);

describe('the change list', () => {
  let given: World;
  const listed = async () => (await given.reads.find('tally:changes', { limit: 1_000 })).items.length;
  const told = () => given.log.tell('device-a', 'GradeAssigned', { model: 'phone', period: '2026-01' });
  const catchUpOn = (day: number, more = {}) =>
    given.catchUp({ clock: { now: () => TOLD + day * DAY }, changeDays: 30, ...more });

  /** Old entries of one partition, written at a sequence. */
  async function list(length: number, seq: number): Promise<void> {
    const writes = Array.from({ length }, (_, index) => ({
      collection: 'tally:changes',
      id: `00/000000000001/0000000000${10 + index}/000000000000`,
      document: { position: 'memory:1' },
    }));
    const { epoch, seq: expectedSeq } = await given.reads.take('spec', 0, 'spec');
    await given.reads.commit({
      projection: 'spec',
      partition: 0,
      epoch,
      expectedSeq,
      seq,
      checkpoint: 'memory:1',
      writes,
    });
  }

  /** So many entries, turn by turn, once the days of the first ones are over. */
  async function leaves(...lengths: number[]): Promise<void> {
    for (const length of lengths) {
      given.log.tell('device-b', 'Nothing');
      await catchUpOn(31);
      expect(await listed()).toBe(length);
    }
  }

  beforeEach(async () => {
    given = await world();
  });
  afterEach(() => given.close());

  it('keeps what is younger than its days, and forgets what is older', async () => {
    told();
    await catchUpOn(29);
    expect(await listed()).toBe(1);
    await leaves(0);
  });

  it('forgets more than one turn takes, turn by turn', async () => {
    told();
    await catchUpOn(0);
    await list(PRUNED_ENTRIES_MAX + 1, 1);
    expect(await listed()).toBe(PRUNED_ENTRIES_MAX + 2);
    await leaves(1, 0);
  });

  it('forgets what an older build with a higher sequence has written', async () => {
    told();
    await catchUpOn(0);
    await list(PRUNED_ENTRIES_MAX + 1, 5_000);
    await leaves(1, 0);
    told();
    await catchUpOn(0);
    const [value] = await given.measures.read({ measure: 'events', where: {}, groupBy: [] });
    expect(value?.amount).toBe(2n);
  });

  it('leaves values and marks of restated months alone', async () => {
    given.log.tell('calendar', 'PeriodClosed', { period: '2026-01' });
    told();
    await catchUpOn(0);
    const value = () => given.measures.read({ measure: 'events', where: {}, groupBy: [] });
    const before = await value();
    given.log.tell('device-b', 'Nothing');
    await catchUpOn(400);
    expect(await listed()).toBe(0);
    expect(await value()).toEqual(before);
    expect(await given.measures.restatedPeriods(['events'])).toEqual(new Map([['events', new Set(['2026-01'])]]));
  });
});
