import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidListing, LIST_LIMIT_MAX, type OpsStore } from '../port.js';

const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);

/** What every adapter does with lists: order, prefixes, pages, expiry. */
export function listingConformance(adapter: string, open: () => Promise<OpsStore>): void {
  describe(`listing on ${adapter}`, () => {
    let store: OpsStore;

    beforeEach(async () => {
      store = await open();
      const names = ['a/1', 'a/2', 'a/3', 'a%/4', 'b/1'];
      await store.putMany(
        'results',
        names.map((id) => ({ id, document: {} })),
      );
    });

    afterEach(() => store.close());

    it('lists the newest first unless told otherwise', async () => {
      expect(ids(await store.list('results', { limit: 10 }))).toEqual(['b/1', 'a/3', 'a/2', 'a/1', 'a%/4']);
      expect(ids(await store.list('results', { limit: 10, ascending: true }))[0]).toBe('a%/4');
    });

    it('narrows by a prefix that is taken as it is written', async () => {
      expect(ids(await store.list('results', { prefix: 'a/', limit: 10 }))).toEqual(['a/3', 'a/2', 'a/1']);
      expect(ids(await store.list('results', { prefix: 'a%', limit: 10 }))).toEqual(['a%/4']);
    });

    it('goes through all pages without repeating or missing one', async () => {
      const first = await store.list('results', { prefix: 'a/', limit: 2, ascending: true });
      expect(ids(first)).toEqual(['a/1', 'a/2']);
      await store.remove('results', 'a/2');
      const second = await store.list('results', {
        prefix: 'a/',
        limit: 2,
        ascending: true,
        ...(first.next === undefined ? {} : { after: first.next }),
      });
      expect(second).toEqual({ items: [{ id: 'a/3', version: 1, document: {} }] });
    });

    it('refuses a cursor that it never gave out, and a page without a limit', async () => {
      await expect(store.list('results', { limit: 2, after: 'x' })).rejects.toThrow(InvalidListing);
      await expect(store.list('results', { limit: 0 })).rejects.toThrow(InvalidListing);
      await expect(store.list('results', { limit: LIST_LIMIT_MAX + 1 })).rejects.toThrow(InvalidListing);
    });

    it('removes what sorts before an id and says how many', async () => {
      expect(await store.removeBefore('results', 'a/3')).toBe(3);
      expect(ids(await store.list('results', { limit: 10 }))).toEqual(['b/1', 'a/3']);
    });

    it('removes what sorts between two ids, the first included', async () => {
      expect(await store.removeBefore('results', 'a/3', 'a/1')).toBe(2);
      expect(ids(await store.list('results', { limit: 10 }))).toEqual(['b/1', 'a/3', 'a%/4']);
    });
  });
}
