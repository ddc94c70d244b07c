import { describe, expect, it } from '@jest/globals';
import { factorSets } from '#impact/domain';
import { CellTable } from '../domain/cell-table.js';
import { metrics } from '../domain/metrics/index.js';
import { neededCells, PublishedRows } from './published-rows.js';

/** Notes what it is asked for. */
class AskedTable extends CellTable {
  readonly asked = new Set<string>();

  override read(query: Parameters<CellTable['read']>[0]): ReturnType<CellTable['read']> {
    this.asked.add(query.measure);
    return super.read(query);
  }
}

describe('published rows', () => {
  it.each(factorSets)('with $name need no other cells than are said to be needed', (factorSet) => {
    for (const metric of metrics) {
      const cells = new AskedTable();
      const closings = { closed: new Set<string>(), restated: new Set<string>(), closedAtChange: new Set<string>() };
      new PublishedRows(metric, {}, { ...closings, cells, day: undefined, factorSet });
      const needed = neededCells(metric, {}).map(({ measure }) => measure);
      expect(cells.asked.size).toBeGreaterThan(0);
      expect([...cells.asked].filter((measure) => !needed.includes(measure))).toEqual([]);
    }
  });
});
