import { describe, expect, it } from '@jest/globals';
import { SHIPPED_FACTOR_SETS } from '#impact/domain';
import { CellTable, type Metric, metrics } from '#metrics';
import { cellKey, PastAmounts } from '#projections';
import { HeldCells } from './held-cells.js';

const metricOf = (name: string) => metrics.find(({ definition }) => definition.name === name) as Metric;
const KNOWN = metricOf('devicesKnown');
const TURNAROUND = metricOf('turnaround');
const SETS = [SHIPPED_FACTOR_SETS.default];

const keyOf = (month: string) =>
  cellKey({ measure: 'devicesKnown', period: month, effectiveOn: '', dimensions: { country: 'DE' } });
const past = new PastAmounts(async () => undefined);
const at = (seq: number) => ({ generation: 1, seq });

/** One device in January, whenever it is read; notes which measures were. */
function reading() {
  const read: string[][] = [];
  const tableAt = async (_: PastAmounts, needed: readonly { measure: string; names: ReadonlySet<string> }[]) => {
    read.push(needed.map(({ measure }) => measure));
    const table = new CellTable(new Map(needed.map(({ measure, names }) => [measure, names])));
    table.add(keyOf('2026-01'), 1n);
    return table;
  };
  return { read, tableAt };
}
const countsIn = (table: CellTable) =>
  table
    .read({ measure: 'devicesKnown', where: {}, groupBy: [] })
    .map(({ period, amount, pending }) => [period, Number(amount + pending)]);

describe('held cells', () => {
  it('are read once, and then follow what has changed', async () => {
    const history = reading();
    const held = new HeldCells(history);
    expect(countsIn(await held.at(at(1), past, [KNOWN], SETS))).toEqual([['2026-01', 1]]);
    held.advance(
      new Map([
        [keyOf('2026-01'), 2n],
        [keyOf('2026-02'), 5n],
      ]),
      at(4),
    );
    expect(countsIn(await held.at(at(4), past, [KNOWN], SETS))).toEqual([
      ['2026-01', 3],
      ['2026-02', 5],
    ]);
    expect(history.read).toHaveLength(1);
  });

  it('are read as far as another metric needs more of them', async () => {
    const history = reading();
    const held = new HeldCells(history);
    await held.at(at(1), past, [KNOWN], SETS);
    await held.at(at(1), past, [KNOWN, TURNAROUND], SETS);
    await held.at(at(1), past, [TURNAROUND], SETS);
    expect(history.read).toHaveLength(2);
    expect(history.read[1]).not.toContain('devicesKnown');
  });

  it('are read anew at a place that they were not led to, and where they are too many to be held', async () => {
    const history = reading();
    const held = new HeldCells(history, 1);
    await held.at(at(1), past, [KNOWN], SETS);
    expect(countsIn(await held.at(at(2), past, [KNOWN], SETS))).toEqual([['2026-01', 1]]);
    held.advance(new Map([[keyOf('2026-02'), 5n]]), at(3));
    expect(countsIn(await held.at(at(3), past, [KNOWN], SETS))).toEqual([['2026-01', 1]]);
    expect(history.read).toHaveLength(3);
  });
});
