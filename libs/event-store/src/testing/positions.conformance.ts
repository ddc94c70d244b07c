import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, ForeignPosition, type Position } from '../port.js';
import { anAppend, anEvent } from './builders.js';
import { aLogName, type OpenLog } from './open-log.js';

const NOON = Date.parse('2026-03-04T12:00:00.000Z');

/** Time and place in the log (CONTRACTS R7). */
export function positionsConformance(adapter: string, open: OpenLog): void {
  describe(`positions on ${adapter}`, () => {
    let store: EventStore;
    let now = NOON;
    const name = aLogName();
    beforeEach(async () => {
      now = NOON;
      store = await open(name(), { now: () => now });
    });
    afterEach(() => store.close());

    const appendAt = async (time: number): Promise<Position> => {
      now = time;
      await store.append([anAppend()]);
      return (await store.head())!;
    };

    it('orders positions as the log does', async () => {
      const positions: Position[] = [];
      for (let i = 0; i < 12; i++) positions.push(await appendAt(NOON));
      expect([...positions].reverse().sort((a, b) => store.compare(a, b))).toEqual(positions);
      expect(store.compare(positions[0]!, positions[0]!)).toBe(0);
    });

    it('says how many events a reader is behind', async () => {
      await store.append([anAppend({ events: [anEvent(), anEvent(), anEvent()] }), anAppend({ expectedRevision: 9 })]);
      const [first] = await store.readAll(null, 1);
      const last = await appendAt(NOON);
      expect(await store.distance(null, last)).toBe(4);
      expect(await store.distance(first!.position, last)).toBe(3);
      expect(await store.distance(last, last)).toBe(0);
      expect(await store.distance(null, null)).toBe(0);
    });

    it('never lets recordedAt go back, within a run or over a restart', async () => {
      const log = name();
      const times: string[] = [];
      for (const time of [NOON, NOON - 60_000, NOON + 5, NOON - 1]) {
        const one = await open(log, { now: () => time });
        const [outcome] = await one.append([anAppend()]);
        if (outcome?.status === 'appended') times.push(outcome.events[0]!.event.recordedAt);
        await one.close();
      }
      expect(times.map((time) => Date.parse(time) - NOON)).toEqual([0, 0, 5, 5]);
    });

    it('translates a time into the last position recorded at or before it', async () => {
      const positions = [];
      for (const minute of [0, 1, 1, 2]) positions.push(await appendAt(NOON + minute * 60_000));
      const at = (offset: number) => store.positionAt(new Date(NOON + offset).toISOString());
      expect(await at(-1)).toBeNull();
      expect(await at(0)).toBe(positions[0]);
      expect(await at(59_999)).toBe(positions[0]);
      expect(await at(60_000)).toBe(positions[2]);
      expect(await at(3_600_000)).toBe(positions[3]);
      expect(await store.positionAt('2026-03-04T13:01:30+01:00')).toBe(positions[2]);
    });

    it("refuses another log's position, and what is no position", async () => {
      const other = await open(name());
      await other.append([anAppend()]);
      const foreign = (await other.head())!;
      await other.close();
      const signal = AbortSignal.timeout(5_000);
      for (const position of [foreign, 'nonsense', `${store.epoch}:`, `${store.epoch}:1e3`]) {
        await expect(store.readAll(position, 1)).rejects.toThrow(ForeignPosition);
        await expect(store.distance(position, null)).rejects.toThrow(ForeignPosition);
        expect(() => store.compare(position, position)).toThrow(ForeignPosition);
        await expect(async () => {
          for await (const _ of store.subscribe(position, { signal })) break;
        }).rejects.toThrow(ForeignPosition);
      }
    });
  });
}
