import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReadStore } from '../port.js';
import { documents, written } from './written.js';

/** What every adapter does with documents and collections. */
export function documentsConformance(adapter: string, open: () => Promise<ReadStore>): void {
  describe(`documents on ${adapter}`, () => {
    let store: ReadStore;

    beforeEach(async () => {
      store = await open();
      await store.define([{ name: 'devices', indexes: [{ field: 'model' }, { field: 'visibleTo', many: true }] }]);
    });

    afterEach(() => store.close());

    it('gives back exactly the document that was committed, and the sequence of its commit', async () => {
      const document = { model: 'x', deep: { list: [1, null, true, { é: '\u{1f4f1}' }] }, visibleTo: ['b', 'a'] };
      await written(store, documents('devices', { one: document }));
      expect(await store.get('devices', 'one')).toEqual({ id: 'one', seq: 1, document });
    });

    it('finds many at once and leaves out what is not there', async () => {
      await written(store, documents('devices', { one: { model: 'x' }, two: { model: 'y' } }));
      const found = await store.getMany('devices', ['two', 'none', 'one', 'two']);
      expect([...found.keys()].sort()).toEqual(['one', 'two']);
    });

    it('removes a document from everything that finds it', async () => {
      await written(store, documents('devices', { one: { model: 'x', visibleTo: ['a'] } }));
      await written(store, [{ collection: 'devices', id: 'one', remove: true }]);
      expect(await store.get('devices', 'one')).toBeUndefined();
      expect(await store.count('devices', { visibleTo: { contains: ['a'] } })).toBe(0);
      expect(await store.count('devices')).toBe(0);
    });

    it('finds nothing in a collection that was never defined', async () => {
      expect(await store.get('nowhere', 'one')).toBeUndefined();
      expect(await store.find('nowhere', { limit: 5 })).toEqual({ items: [] });
      expect(await store.count('nowhere')).toBe(0);
      expect(await store.sum('nowhere', { groupBy: [], field: 'amount' })).toEqual([]);
    });

    it('fills a newly declared field from the documents that are there', async () => {
      await written(
        store,
        documents('devices', { one: { model: 'x', grade: 'A', tags: ['t'] }, two: { model: 'x', grade: 'B' } }),
      );
      const indexes = [{ field: 'model' }, { field: 'grade' }, { field: 'tags', many: true as const }];
      await store.define([{ name: 'devices', indexes }]);
      const page = await store.find('devices', { sort: { field: 'grade', direction: 'descending' }, limit: 5 });
      expect(page.items.map(({ id }) => id)).toEqual(['two', 'one']);
      expect(await store.count('devices', { tags: { contains: ['t'] } })).toBe(1);
      await written(store, documents('devices', { one: { model: 'x', grade: 'C', tags: [] } }));
      expect(await store.count('devices', { tags: { contains: ['t'] } })).toBe(0);
    });

    it('drops a collection with all that is in it', async () => {
      await written(store, documents('devices', { one: { model: 'x' } }));
      await store.drop('devices');
      await store.drop('devices');
      expect(await store.count('devices')).toBe(0);
      await store.define([{ name: 'devices', indexes: [{ field: 'model' }] }]);
      expect(await store.count('devices')).toBe(0);
    });
  });
}
