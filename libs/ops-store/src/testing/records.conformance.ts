import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpsStore } from '../port.js';

/** What every adapter does with single records: versions, rival writers, several at once. */
export function recordsConformance(adapter: string, open: () => Promise<OpsStore>): void {
  describe(`records on ${adapter}`, () => {
    let store: OpsStore;

    beforeEach(async () => {
      store = await open();
    });

    afterEach(() => store.close());

    it('finds nothing where nothing was put', async () => {
      expect(await store.get('jobs', 'one')).toBeUndefined();
    });

    it('answers what was put, with a version that counts the writes', async () => {
      await store.put('jobs', 'one', { state: 'received', nested: { lines: [1, null, 'é'] } });
      expect(await store.get('jobs', 'one')).toEqual({
        id: 'one',
        version: 1,
        document: { state: 'received', nested: { lines: [1, null, 'é'] } },
      });
      await store.put('jobs', 'one', { state: 'running' });
      expect(await store.get('jobs', 'one')).toEqual({ id: 'one', version: 2, document: { state: 'running' } });
    });

    it('lets one of two creators win', async () => {
      const both = await Promise.all([1, 2].map((writer) => store.put('leases', 'projector', { writer }, 0)));
      expect(both.filter(Boolean)).toHaveLength(1);
      expect((await store.get('leases', 'projector'))?.version).toBe(1);
    });

    it('refuses a writer whose version is no longer there, and changes nothing', async () => {
      await store.put('jobs', 'one', { lines: 1 });
      expect(await store.put('jobs', 'one', { lines: 2 }, 1)).toBe(true);
      expect(await store.put('jobs', 'one', { lines: 9 }, 1)).toBe(false);
      expect(await store.put('jobs', 'none', { lines: 9 }, 1)).toBe(false);
      expect((await store.get('jobs', 'one'))?.document).toEqual({ lines: 2 });
      expect(await store.get('jobs', 'none')).toBeUndefined();
    });

    it('keeps collections apart', async () => {
      await store.put('jobs', 'one', { of: 'jobs' });
      await store.put('refusals', 'one', { of: 'refusals' });
      await store.remove('jobs', 'one');
      expect(await store.get('jobs', 'one')).toBeUndefined();
      expect((await store.get('refusals', 'one'))?.document).toEqual({ of: 'refusals' });
    });

    it('puts many at once, over what is there', async () => {
      await store.put('results', '2', { old: true });
      await store.putMany(
        'results',
        ['1', '2', '3'].map((id) => ({ id, document: { line: id } })),
      );
      expect((await store.get('results', '2'))?.document).toEqual({ line: '2' });
      expect((await store.get('results', '3'))?.document).toEqual({ line: '3' });
    });
  });
}
