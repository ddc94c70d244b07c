import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { FIND_LIMIT_MAX, type FindOptions, InvalidCursor, InvalidQuery, type ReadStore, type Where } from '../port.js';
import { documents, written } from './written.js';

const FLEET: Record<string, JsonObject> = {
  a: { model: 'phone', massMg: 180, visibleTo: ['acme', 'bolt'], site: 'lyon' },
  b: { model: 'phone 2', massMg: 200, visibleTo: ['acme'] },
  c: { model: 'laptop', massMg: 1400, visibleTo: [] },
  d: { massMg: 180, visibleTo: ['bolt'], site: 'turin' },
  e: { model: 'phone_3', massMg: null },
};

/** What every adapter does with searches: conditions, order, pages. */
export function findConformance(adapter: string, open: () => Promise<ReadStore>): void {
  describe(`find on ${adapter}`, () => {
    let store: ReadStore;
    const found = async (where: Where) =>
      (await store.find('fleet', { where, limit: 100 })).items.map(({ id }) => id).join('');
    const sorted = async (options: FindOptions) =>
      (await store.find('fleet', options)).items.map(({ id }) => id).join('');

    async function throughPages(options: FindOptions): Promise<string> {
      const page = await store.find('fleet', options);
      const ids = page.items.map(({ id }) => id).join('');
      return page.next === undefined ? ids : ids + (await throughPages({ ...options, after: page.next }));
    }

    beforeEach(async () => {
      store = await open();
      const indexes = [{ field: 'model' }, { field: 'massMg' }, { field: 'visibleTo', many: true as const }];
      await store.define([{ name: 'fleet', indexes }]);
      await written(store, documents('fleet', FLEET));
    });

    afterEach(() => store.close());

    it('matches equal values, texts and numbers apart, and fields that are missing', async () => {
      expect(await found({ model: 'phone' })).toBe('a');
      expect(await found({ massMg: 180 })).toBe('ad');
      expect(await found({ massMg: '180' })).toBe('');
      expect(await found({ model: null })).toBe('d');
      expect(await found({ site: 'turin' })).toBe('d');
    });

    it('matches one of several values', async () => {
      expect(await found({ model: { in: ['laptop', 'phone', null] } })).toBe('acd');
      expect(await found({ massMg: { in: [180, 1400] } })).toBe('acd');
      expect(await found({ model: { in: [] } })).toBe('');
    });

    it('matches ranges with both their ends', async () => {
      expect(await found({ massMg: { from: 180, to: 200 } })).toBe('abd');
      expect(await found({ massMg: { from: 201 } })).toBe('c');
      expect(await found({ model: { from: 'phone' } })).toBe('abe');
    });

    it('matches a prefix as it is written', async () => {
      expect(await found({ model: { prefix: 'phone' } })).toBe('abe');
      expect(await found({ model: { prefix: 'phone_' } })).toBe('e');
      expect(await found({ id: { prefix: 'b' } })).toBe('b');
    });

    it('matches arrays that hold one of the values, each document once', async () => {
      expect(await found({ visibleTo: { contains: ['acme', 'bolt'] } })).toBe('abd');
      expect(await found({ visibleTo: { contains: ['bolt'] }, massMg: 180, site: 'lyon' })).toBe('a');
      expect(await found({ visibleTo: { contains: ['nobody'] } })).toBe('');
    });

    it('follows a document whose array changes', async () => {
      await written(store, documents('fleet', { a: { visibleTo: ['bolt', 'corp'] } }));
      expect(await found({ visibleTo: { contains: ['acme'] } })).toBe('b');
      expect(await found({ visibleTo: { contains: ['corp'] } })).toBe('a');
    });

    it('sorts by a field, ties by id, a missing field first', async () => {
      expect(await sorted({ sort: { field: 'massMg', direction: 'ascending' }, limit: 9 })).toBe('eadbc');
      expect(await sorted({ sort: { field: 'massMg', direction: 'descending' }, limit: 9 })).toBe('cbdae');
      expect(await sorted({ sort: { field: 'model', direction: 'ascending' }, limit: 9 })).toBe('dcabe');
    });

    it('orders numbers before texts, and texts by their bytes, beyond the basic plane as well', async () => {
      const models = ['\u{1f4f1}', '\uff5e', 'Z', 'a', '', 'é', 10, 9];
      await written(
        store,
        documents('fleet', Object.fromEntries(models.map((model, index) => [`o${index}`, { model }]))),
      );
      const where = { id: { prefix: 'o' } };
      const options: FindOptions = { where, sort: { field: 'model', direction: 'ascending' }, limit: 9 };
      expect(await sorted(options)).toBe('o7o6o4o2o3o5o1o0');
      expect(await throughPages({ ...options, limit: 1 })).toBe('o7o6o4o2o3o5o1o0');
      expect(await found({ ...where, model: { from: 10 } })).toBe('o0o1o2o3o4o5o6');
      expect(await found({ ...where, model: { to: 'Z' } })).toBe('o2o4o6o7');
      expect(await found({ ...where, model: { prefix: '\uff5e' } })).toBe('o1');
    });

    it.each(['ascending', 'descending'] as const)(
      'meets every document once over %s pages of any size',
      async (direction) => {
        for (const field of ['massMg', 'model']) {
          const whole = await sorted({ sort: { field, direction }, limit: 9 });
          for (const limit of [1, 2, 3]) expect(await throughPages({ sort: { field, direction }, limit })).toBe(whole);
        }
        expect(await throughPages({ where: { visibleTo: { contains: ['acme', 'bolt'] } }, limit: 1 })).toBe('abd');
      },
    );

    it('ends the last page without a cursor', async () => {
      expect((await store.find('fleet', { limit: 5 })).next).toBeUndefined();
      expect((await store.find('fleet', { limit: 4 })).next).toBeDefined();
    });

    it('refuses a cursor that is damaged or of another query', async () => {
      const { next = '' } = await store.find('fleet', { limit: 2 });
      const other: FindOptions = { where: { model: 'phone' }, limit: 2 };
      await expect(store.find('fleet', { ...other, after: next })).rejects.toThrow(InvalidCursor);
      for (const after of ['', 'x', Buffer.from('[1,{},2]').toString('base64url'), next.slice(2)]) {
        await expect(store.find('fleet', { limit: 2, after })).rejects.toThrow(InvalidCursor);
      }
    });

    it('refuses pages without bound, sorts without index and names that are none', async () => {
      for (const limit of [0, -1, 1.5, FIND_LIMIT_MAX + 1]) {
        await expect(store.find('fleet', { limit })).rejects.toThrow(InvalidQuery);
      }
      const sort = { field: 'site', direction: 'ascending' as const };
      await expect(store.find('fleet', { sort, limit: 2 })).rejects.toThrow(InvalidQuery);
      await expect(store.find('fleet', { where: { "x') --": 1 }, limit: 2 })).rejects.toThrow(InvalidQuery);
      await expect(store.find('fleet', { where: { site: { contains: ['x'] } }, limit: 2 })).rejects.toThrow(
        InvalidQuery,
      );
    });

    it('counts what it would find', async () => {
      expect(await store.count('fleet', { visibleTo: { contains: ['acme', 'bolt'] }, massMg: { from: 190 } })).toBe(1);
      expect(await store.count('fleet')).toBe(5);
    });
  });
}
