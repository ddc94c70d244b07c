import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { EventLog, LoggedEvent } from '#event-store';
import { sha256Hex } from '#kernel';
import { AnchorBuilder } from '../anchor/anchor-builder.js';
import { LogAnchors } from './log-anchors.js';

const hashOf = (ordinal: number) => sha256Hex(`event ${ordinal}`);

/** A log of events that are hashes alone, positions being ordinals. Every page takes so many milliseconds to read. */
class SlowLog {
  pages = 0;

  /** `reckoned`: what a distance is told to be, of what it is. */
  constructor(
    public events: number,
    millisPerPage: number,
    private readonly reckoned = 1,
  ) {
    jest.spyOn(performance, 'now').mockImplementation(() => this.pages * millisPerPage);
  }

  head = async () => String(this.events);
  compare = (a: string, b: string) => Number(a) - Number(b);
  distance = async (after: string | null, to: string | null) =>
    Math.round((Number(to ?? 0) - Number(after ?? 0)) * this.reckoned);
  readAll = async (after: string | null, limit: number): Promise<LoggedEvent[]> => {
    this.pages += 1;
    const from = Number(after ?? 0);
    const ordinals = Array.from({ length: Math.min(limit, this.events - from) }, (_, index) => from + 1 + index);
    return ordinals.map((one) => ({ event: { hash: hashOf(one) }, position: String(one) })) as LoggedEvent[];
  };
}

const anchorsOf = (log: SlowLog) => new LogAnchors(log as unknown as EventLog);
const byHand = (events: number) => {
  const builder = new AnchorBuilder();
  for (let one = 1; one <= events; one += 1) builder.add(hashOf(one));
  return { anchor: builder.anchor(), position: events === 0 ? null : String(events) };
};

describe('the anchor of a log that is served', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('is of all events so far, and goes on from there', async () => {
    const log = new SlowLog(1_200, 0);
    const anchors = anchorsOf(log);
    expect(await anchors.at()).toEqual(byHand(1_200));
    log.events = 1_201;
    expect(await Promise.all([anchors.at(), anchors.at()])).toEqual([byHand(1_201), byHand(1_201)]);
    expect(log.pages).toBe(4);
  });

  it('can be that of an earlier moment, and none of a later one', async () => {
    const anchors = anchorsOf(new SlowLog(700, 0));
    await anchors.at();
    for (const events of [0, 3, 500, 3, 700]) expect(await anchors.at(events)).toEqual(byHand(events));
    expect(await anchors.at(701)).toBeUndefined();
  });

  it('of a long log is told of while it is made, and had by who asks again', async () => {
    const log = new SlowLog(1_700, 6_000);
    const anchors = anchorsOf(log);
    expect(await anchors.at()).toEqual({ done: 1_000, total: 1_700 });
    expect(await anchors.at()).toEqual(byHand(1_700));
    expect(log.pages).toBe(4);
  });

  it.each([0.5, 1, 2])(
    'is of all events, and of as many as are there, where a distance is reckoned as %d times of what it is',
    async (reckoned) => {
      const log = new SlowLog(1_200, 1_000, reckoned);
      const anchors = anchorsOf(log);
      expect(await anchors.at()).toEqual(byHand(1_200));
      expect(await anchors.at(1_200)).toEqual(byHand(1_200));
      expect(await anchors.at(1_201)).toBeUndefined();
      log.events = 1_300;
      expect(await anchors.at(1_250)).toEqual(byHand(1_250));
      expect(await anchors.at()).toEqual(byHand(1_300));
      expect(log.pages).toBeLessThan(10);
    },
  );

  it('of an empty log is that of no events', async () => {
    const anchors = anchorsOf(new SlowLog(0, 0));
    expect([await anchors.at(), await anchors.at(0), await anchors.at(1)]).toEqual([byHand(0), byHand(0), undefined]);
  });

  it('is made no further once the process ends', async () => {
    const anchors = anchorsOf(new SlowLog(700, 0));
    await anchors.onApplicationShutdown();
    expect(await anchors.at()).toEqual({ done: 0, total: 700 });
  });
});
