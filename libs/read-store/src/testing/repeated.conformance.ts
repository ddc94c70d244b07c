import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReadStore } from '../port.js';
import { documents, written } from './written.js';

/** What every adapter does to find values that several documents have. */
export function repeatedConformance(adapter: string, open: () => Promise<ReadStore>): void {
  describe(`repeated on ${adapter}`, () => {
    let store: ReadStore;

    beforeEach(async () => {
      store = await open();
      await store.define([{ name: 'uses', indexes: [{ field: 'key' }] }]);
      const keys = {
        a: 'part:2',
        b: 'part:1',
        c: 'part:1',
        d: 'part:10',
        e: 'part:2',
        f: 'tac:1',
        g: 'tac:1',
        h: 'part:2',
      };
      const byId = Object.fromEntries(Object.entries(keys).map(([id, key]) => [id, { key, other: 'x' }]));
      await written(store, documents('uses', { ...byId, i: {}, j: {}, k: { key: null }, l: { key: null } }));
    });

    afterEach(() => store.close());

    it('gives the values that more than one document has, ascending, with their number', async () => {
      expect(await store.repeated('uses', { field: 'key', limit: 10 })).toEqual([
        { value: 'part:1', count: 2 },
        { value: 'part:2', count: 3 },
        { value: 'tac:1', count: 2 },
      ]);
    });

    it('goes on after a value, within a prefix, up to a limit', async () => {
      const values = async (options: object) =>
        (await store.repeated('uses', { field: 'key', limit: 10, ...options })).map(({ value }) => value);
      expect(await values({ limit: 1 })).toEqual(['part:1']);
      expect(await values({ after: 'part:1' })).toEqual(['part:2', 'tac:1']);
      expect(await values({ after: 'part:1', prefix: 'part:' })).toEqual(['part:2']);
      expect(await values({ prefix: 'order:' })).toEqual([]);
    });

    it('forgets what was removed, and asks for an index and a limit', async () => {
      await written(store, [{ collection: 'uses', id: 'b', remove: true }]);
      expect((await store.repeated('uses', { field: 'key', limit: 1 }))[0]?.value).toBe('part:2');
      await expect(store.repeated('uses', { field: 'other', limit: 1 })).rejects.toMatchObject({
        name: 'InvalidQuery',
      });
      await expect(store.repeated('uses', { field: 'key', limit: 0 })).rejects.toMatchObject({ name: 'InvalidQuery' });
      expect(await store.repeated('nowhere', { field: 'key', limit: 1 })).toEqual([]);
    });
  });
}
