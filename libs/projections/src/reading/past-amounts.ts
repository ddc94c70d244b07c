import type { ListedChange } from '../domain/index.js';

/** Hands over changes that it has not handed over before, in their order within each cell. */
type ReadOn = (take: (changes: readonly ListedChange[]) => void) => Promise<void>;

/**
 * Amounts of cells as they were at a place, of all cells that have changed since. The change list is read once, and
 * from then on only what it has got meanwhile.
 */
export class PastAmounts {
  readonly #byMeasure = new Map<string, Map<string, bigint>>();
  #reading: Promise<void> = Promise.resolve();

  constructor(private readonly readOn: ReadOn) {}

  /** Takes in what the list has by now. Amounts that were read before are then those of the place, or told here. */
  upToNow(): Promise<void> {
    this.#reading = this.#reading.then(() => this.readOn((changes) => this.#take(changes)));
    return this.#reading;
  }

  /** By the cell's id. */
  of(measure: string): ReadonlyMap<string, bigint> {
    return this.#byMeasure.get(measure) ?? NOTHING;
  }

  *ids(): Iterable<string> {
    for (const amounts of this.#byMeasure.values()) yield* amounts.keys();
  }

  #take(changes: readonly ListedChange[]): void {
    for (const { id, cell, old } of changes) {
      const amounts = this.#byMeasure.get(cell.measure) ?? new Map<string, bigint>();
      this.#byMeasure.set(cell.measure, amounts);
      if (!amounts.has(id)) amounts.set(id, old);
    }
  }
}

const NOTHING: ReadonlyMap<string, bigint> = new Map();
