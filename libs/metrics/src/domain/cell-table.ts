import { type Cell, cellOfKey, type MeasureQuery, type MeasureRow } from '#projections/domain';

interface Held {
  cell: Pick<Cell, 'period' | 'effectiveOn' | 'dimensions'>;
  amount: bigint;
}

/** Cells of some measures at one place in history, all partitions added up, answering as a reader of the read store does. */
export class CellTable {
  readonly #byMeasure = new Map<string, Map<string, Held>>();

  /** From then on the measure belongs to the table; cells of others are passed over. */
  hold(measure: string): void {
    if (!this.#byMeasure.has(measure)) this.#byMeasure.set(measure, new Map());
  }

  holds(measure: string): boolean {
    return this.#byMeasure.has(measure);
  }

  /** `key`: of the cell, as `cellKey` says it. */
  add(key: string, amount: bigint): void {
    const cells = this.#byMeasure.get(key.slice(0, key.indexOf('|')));
    if (cells === undefined || amount === 0n) return;
    const held = cells.get(key) ?? { cell: cellOfKey(key), amount: 0n };
    held.amount += amount;
    if (held.amount === 0n) cells.delete(key);
    else cells.set(key, held);
  }

  read({ measure, where, groupBy, from = '', to = '9999-12', evaluationDay = '' }: MeasureQuery): MeasureRow[] {
    const conditions = Object.entries(where);
    const rows = new Map<string, MeasureRow>();
    for (const { cell, amount } of this.#byMeasure.get(measure)?.values() ?? []) {
      const { period, dimensions, effectiveOn } = cell;
      if (period < from || period > to) continue;
      if (!conditions.every(([name, values]) => values.includes(dimensions[name] ?? null))) continue;
      const key = JSON.stringify([period, ...groupBy.map((name) => dimensions[name] ?? null)]);
      const row = rows.get(key) ?? { dimensions: chosen(dimensions, groupBy), period, amount: 0n, pending: 0n };
      row[effectiveOn <= evaluationDay ? 'amount' : 'pending'] += amount;
      rows.set(key, row);
    }
    return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }
}

const chosen = (dimensions: Cell['dimensions'], names: readonly string[]) =>
  Object.fromEntries(
    names.flatMap((name) => (dimensions[name] === undefined ? [] : [[name, dimensions[name]] as const])),
  );
