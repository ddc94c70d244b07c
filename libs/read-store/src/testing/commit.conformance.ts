import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Commit, ReadStore } from '../port.js';

/** What every adapter does with commits: leases, fencing, all or nothing (P4). */
export function commitConformance(adapter: string, open: () => Promise<ReadStore>): void {
  describe(`commit on ${adapter}`, () => {
    let store: ReadStore;
    const put = (id: string, partition: number, epoch: number, expectedSeq: number): Commit => ({
      projection: 'journeys',
      partition,
      epoch,
      expectedSeq,
      checkpoint: `e:${expectedSeq + 1}`,
      writes: [{ collection: 'devices', id, document: { partition, expectedSeq } }],
    });

    beforeEach(async () => {
      store = await open();
      await store.define([{ name: 'devices', indexes: [{ field: 'partition' }] }]);
    });

    afterEach(() => store.close());

    it('starts a partition from nothing', async () => {
      expect(await store.control('journeys', 3)).toBeUndefined();
      expect(await store.take('journeys', 3, 'me')).toEqual({ epoch: 1, owner: 'me', checkpoint: null, seq: 0 });
    });

    it('makes documents and checkpoint visible together', async () => {
      await store.take('journeys', 3, 'me');
      expect(await store.commit(put('one', 3, 1, 0))).toEqual({ status: 'committed', seq: 1 });
      expect(await store.control('journeys', 3)).toEqual({ epoch: 1, owner: 'me', checkpoint: 'e:1', seq: 1 });
      expect((await store.get('devices', 'one'))?.seq).toBe(1);
    });

    it('hands the checkpoint to the next owner and fences the one before', async () => {
      await store.take('journeys', 3, 'me');
      await store.commit(put('one', 3, 1, 0));
      expect(await store.take('journeys', 3, 'you')).toEqual({ epoch: 2, owner: 'you', checkpoint: 'e:1', seq: 1 });
      expect(await store.commit(put('late', 3, 1, 1))).toEqual({ status: 'fenced', epoch: 2, seq: 1 });
      expect(await store.get('devices', 'late')).toBeUndefined();
      expect((await store.commit(put('two', 3, 2, 1))).status).toBe('committed');
    });

    it('takes several partitions at once', async () => {
      await store.take('journeys', 1, 'me');
      const controls = await store.takeAll('journeys', [2, 1], 'you');
      expect(controls.map(({ epoch, owner }) => [epoch, owner])).toEqual([
        [1, 'you'],
        [2, 'you'],
      ]);
    });

    it('refuses a commit that has been made already', async () => {
      await store.take('journeys', 3, 'me');
      await store.commit(put('one', 3, 1, 0));
      expect(await store.commit(put('again', 3, 1, 0))).toEqual({ status: 'fenced', epoch: 1, seq: 1 });
      expect(await store.get('devices', 'again')).toBeUndefined();
    });

    it('gives a commit the sequence that it asks for, if it is a later one', async () => {
      await store.take('journeys', 3, 'me');
      expect(await store.commit({ ...put('one', 3, 1, 0), seq: 7 })).toEqual({ status: 'committed', seq: 7 });
      expect((await store.get('devices', 'one'))?.seq).toBe(7);
      await expect(store.commit({ ...put('one', 3, 1, 7), seq: 7 })).rejects.toThrow();
    });

    it('forgets a projection: its partitions begin from nothing, and whoever had them is fenced', async () => {
      await store.takeAll('journeys', [3, 4], 'me');
      await store.take('journeys@2', 3, 'me');
      await store.commit(put('one', 3, 1, 0));
      await store.forget('journeys');
      await store.forget('journeys');
      expect(await store.commit(put('late', 3, 1, 1))).toEqual({ status: 'fenced', epoch: 0, seq: 0 });
      expect(await store.get('devices', 'late')).toBeUndefined();
      expect([await store.control('journeys', 3), await store.control('journeys', 4)]).toEqual([undefined, undefined]);
      expect((await store.control('journeys@2', 3))?.epoch).toBe(1);
      expect(await store.take('journeys', 3, 'you')).toMatchObject({ checkpoint: null, seq: 0 });
    });

    it('refuses a commit of a partition that nobody took', async () => {
      expect(await store.commit(put('one', 9, 1, 0))).toEqual({ status: 'fenced', epoch: 0, seq: 0 });
    });

    it('fences each of several partitions on its own', async () => {
      for (const partition of [0, 1]) await store.take('journeys', partition, 'me');
      const outcomes = await store.commitAll([put('zero', 0, 1, 0), put('one', 1, 7, 0)]);
      expect(outcomes.map(({ status }) => status)).toEqual(['committed', 'fenced']);
      expect(await store.get('devices', 'zero')).toBeDefined();
      expect(await store.get('devices', 'one')).toBeUndefined();
    });

    it('keeps a document that carries a later sequence', async () => {
      await store.take('journeys', 0, 'me');
      await store.commit(put('shared', 0, 1, 0));
      await store.commit(put('shared', 0, 1, 1));
      await store.take('journeys', 1, 'me');
      await store.commit(put('shared', 1, 1, 0));
      expect(await store.get('devices', 'shared')).toMatchObject({
        seq: 2,
        document: { partition: 0, expectedSeq: 1 },
      });
      expect(await store.count('devices', { partition: 1 })).toBe(0);
    });

    it('changes nothing when one write of a commit fails', async () => {
      await store.take('journeys', 0, 'me');
      const { writes, ...rest } = put('one', 0, 1, 0);
      const bad = { ...rest, writes: [...writes, { collection: 'undefined', id: 'x', document: {} }] };
      await expect(store.commit(bad)).rejects.toThrow();
      expect(await store.get('devices', 'one')).toBeUndefined();
      expect((await store.control('journeys', 0))?.seq).toBe(0);
    });
  });
}
