import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidCursor } from '#read-store';
import type { MeasureQuery } from '../domain/index.js';
import { type World, world } from '../testing/index.js';

const ALL: MeasureQuery = { measure: 'events', where: {}, groupBy: [] };

describe('reading measures', () => {
  let given: World;
  const ids: Record<string, string[]> = {};

  beforeEach(async () => {
    given = await world();
    for (let index = 0; index < 9; index++) {
      const device = `d${index}`;
      const more = { period: index % 2 === 0 ? '2026-03' : '2026-02', massMg: 10 };
      const model = index < 3 ? 'laptop' : 'phone';
      ids[device] = [given.log.tell(`device-${device}`, 'GradeAssigned', { model, ...more })];
    }
    await given.catchUp();
  });

  afterEach(() => given.close());

  it('filters by months and values', async () => {
    const rows = await given.measures.read({ ...ALL, where: { model: ['phone'] }, from: '2026-03', to: '2026-03' });
    expect(rows).toEqual([{ dimensions: {}, period: '2026-03', amount: 3n, pending: 0n }]);
    expect(await given.measures.read({ ...ALL, where: { model: ['tablet'] } })).toEqual([]);
    expect(await given.measures.read({ ...ALL, where: { country: ['FR'] } })).toEqual([]);
  });

  it('shows what is not known as a row of its own', async () => {
    const query = { ...ALL, where: { country: [null] }, groupBy: ['country'], from: '2026-03' };
    expect(await given.measures.read(query)).toEqual([{ dimensions: {}, period: '2026-03', amount: 5n, pending: 0n }]);
  });

  it('names the devices and events behind a value, page by page', async () => {
    const query: MeasureQuery = { ...ALL, measure: 'mass', where: { model: ['phone'] }, from: '2026-03' };
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await given.measures.subjects(query, { limit: 2, ...(after === undefined ? {} : { after }) });
      expect(page.subjects.length).toBeLessThanOrEqual(2);
      for (const { deviceId, amount, because } of page.subjects) {
        expect([amount, because]).toEqual([10n, ids[deviceId]]);
        seen.push(deviceId);
      }
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(['d4', 'd6', 'd8']);
  });

  it('refuses a cursor that it never gave out', async () => {
    await expect(given.measures.subjects(ALL, { limit: 2, after: 'x' })).rejects.toThrow(InvalidCursor);
    const other = Buffer.from('["other",0,""]').toString('base64url');
    await expect(given.measures.subjects(ALL, { limit: 2, after: other })).rejects.toThrow(InvalidCursor);
  });
});
