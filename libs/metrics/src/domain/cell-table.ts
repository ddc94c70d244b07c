import { type Cell, cellOfKey, type MeasureQuery, type MeasureRow } from '#projections/domain';

interface Held {
  cell: Pick<Cell, 'period' | 'effectiveOn' | 'dimensions'>;
  amount: bigint;
}

/**
 * Cells of some measures at one place in history, answering as a reader of the read store does. All partitions are added
 * up, and whatever differs in nothing but dimensions that are not asked for: so a table is small where a log is not.
 */
export class CellTable {
  readonly #names: Map<string, ReadonlySet<string>>;
  readonly #byMeasure: Map<string, Map<string, Held>>;

  /** `names`: dimensions that may be asked for, by measure; cells of other measures are passed over. */
  constructor(names: ReadonlyMap<string, ReadonlySet<string>> = new Map()) {
    this.#names = new Map(names);
    this.#byMeasure = new Map([...names.keys()].map((measure) => [measure, new Map()]));
  }

  get size(): number {
    return [...this.#byMeasure.values()].reduce((sum, cells) => sum + cells.size, 0);
  }

  /** Dimensions that may be asked for. */
  names(measure: string): ReadonlySet<string> {
    return this.#names.get(measure) ?? new Set();
  }

  /** Whether a measure may be asked for by these dimensions. */
  holds(measure: string, names: ReadonlySet<string>): boolean {
    const held = this.#names.get(measure);
    return held !== undefined && [...names].every((name) => held.has(name));
  }

  /** Takes the measures of another table in place of its own. */
  adopt(other: CellTable): void {
    for (const [measure, names] of other.#names) this.#names.set(measure, names);
    for (const [measure, cells] of other.#byMeasure) this.#byMeasure.set(measure, cells);
  }

  /** `key`: of the cell, as `cellKey` says it. */
  add(key: string, amount: bigint): void {
    const measure = key.slice(0, key.indexOf('|'));
    const cells = this.#byMeasure.get(measure);
    if (cells === undefined || amount === 0n) return;
    const { period, effectiveOn, dimensions } = cellOfKey(key);
    const asked = chosen(dimensions, this.names(measure));
    const place = JSON.stringify([period, effectiveOn, asked]);
    const held = cells.get(place) ?? { cell: { period, effectiveOn, dimensions: asked }, amount: 0n };
    held.amount += amount;
    if (held.amount === 0n) cells.delete(place);
    else cells.set(place, held);
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

/** In the order of the names. */
const chosen = (dimensions: Cell['dimensions'], names: Iterable<string>) =>
  Object.fromEntries(
    [...names].flatMap((name) => (dimensions[name] === undefined ? [] : [[name, dimensions[name]] as const])),
  );
