import { CellTable } from '#metrics';
import { cellKeyOfId, type PastAmounts } from '#projections';

interface Portion {
  last: string;
  /** Changed cells that the list had named by then. */
  known: number;
}

/**
 * A table of cells as they were at a place, filled from the present ones portion by portion. Each portion is taken in
 * when the change list has been read after it: a cell that the list does not name by then is as it was at the place.
 */
export class PastTable {
  readonly table: CellTable;
  #portions: Portion[] = [];

  constructor(
    private readonly past: PastAmounts,
    private readonly names: ReadonlyMap<string, ReadonlySet<string>>,
  ) {
    this.table = new CellTable(this.names);
  }

  /** Present amounts by id, ascending; all of them are after those of the portions before. */
  take(measure: string, portion: ReadonlyMap<string, bigint>): void {
    const then = this.past.of(measure);
    let last = '';
    for (const [id, amount] of portion) {
      if (!then.has(id)) this.table.add(cellKeyOfId(id), amount);
      last = id;
    }
    this.#portions.push({ last, known: then.size });
  }

  /** Takes the cells that have changed, but those that were taken in before they did. */
  finish(measure: string): void {
    let number = 0;
    for (const [id, amount] of this.past.of(measure)) {
      number += 1;
      if (number <= this.#portionOf(id).known) this.table.add(cellKeyOfId(id), amount);
    }
    this.#portions = [];
  }

  /** What lies behind the last portion has been read with it. */
  #portionOf(id: string): { known: number } {
    const [only, ...more] = this.#portions;
    if (more.length === 0) return only ?? { known: Number.POSITIVE_INFINITY };
    const bytes = Buffer.from(id);
    // Stores order ids by their bytes, which is not how texts compare here.
    return (
      this.#portions.find(({ last }) => bytes.compare(Buffer.from(last)) <= 0) ?? (this.#portions.at(-1) as Portion)
    );
  }
}
