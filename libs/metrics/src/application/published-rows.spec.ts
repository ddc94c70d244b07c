import { describe, expect, it } from '@jest/globals';
import { factorSets } from '#impact/domain';
import { CellTable } from '../domain/cell-table.js';
import { metrics } from '../domain/metrics/index.js';
import { NOTHING_STATED } from '../domain/put-on-market/national-masses.js';
import { neededCells, PublishedRows } from './published-rows.js';

/** Notes what it is asked for. */
class AskedTable extends CellTable {
  readonly asked: Parameters<CellTable['read']>[0][] = [];

  override read(query: Parameters<CellTable['read']>[0]): ReturnType<CellTable['read']> {
    this.asked.push(query);
    return super.read(query);
  }
}

describe('published rows', () => {
  it.each(factorSets)('with $name need no other cells than are said to be needed', (factorSet) => {
    for (const metric of metrics) {
      const needed = neededCells(metric, {}, [factorSet]);
      const cells = new AskedTable(new Map(needed.map(({ measure, names }) => [measure, names])));
      const nothing = new Set<string>();
      const closings = { closed: nothing, restated: new Map(), closedAtChange: nothing, closedBefore: new Map() };
      const state = { ...closings, cells, day: undefined, factorSet, nationalMasses: NOTHING_STATED };
      new PublishedRows(metric, {}, state);
      expect(cells.asked.length).toBeGreaterThan(0);
      for (const { measure, groupBy, where } of cells.asked) {
        const names = needed.find((one) => one.measure === measure)?.names;
        expect([...groupBy, ...Object.keys(where)].filter((name) => names?.has(name) !== true)).toEqual([]);
      }
    }
  });
});
