import type { Cell, MeasureQuery } from '#projections/domain';
import type { MeasureReader } from '../domain/measure-reader.js';

/** A group is shown to others from this size on (CONTRACTS H6). */
export const MIN_DEVICES = 20;
/** Devices that are looked at for all groups together; groups that they do not decide are looked up one by one. */
export const SEEN_MAX = 20_000;
const SEEN_FIRST = 500;
/** Pages may be short; after this many a group is taken to be small rather than scanned on. */
const MAX_PAGES = 20;

/** A cell as far as its groups depend on it. */
type GroupedCell = Pick<Cell, 'period' | 'dimensions'>;

/** Of cells that are in the same groups, the first devices: as many as make a group large. */
interface Witnesses {
  cell: GroupedCell;
  devices: string[];
}

export type Population = Pick<MeasureQuery, 'measure' | 'where' | 'groupBy'>;

/**
 * Finds out whether groups hold devices enough to hide single ones in. Devices are gone through once for all groups of
 * all populations that it is made for, which have to be what is asked about later.
 */
export class GroupSizes {
  readonly #names = new Map<string, readonly string[]>();
  readonly #witnesses = new Map<string, Map<string, Witnesses>>();
  /** Measures of which some device adds less than nothing to a cell: it witnesses nothing, and is left to the look at a group. */
  readonly #netted = new Set<string>();
  #seen = 0;
  #next: string | undefined;
  #isWhole = false;

  constructor(
    private readonly reader: Pick<MeasureReader, 'subjects' | 'subjectShares'>,
    populations: Iterable<Population>,
    private readonly seenMax = SEEN_MAX,
  ) {
    for (const { measure, where, groupBy } of populations) {
      const names = [...(this.#names.get(measure) ?? []), ...groupBy, ...Object.keys(where)];
      this.#names.set(measure, [...new Set(names)].sort());
    }
  }

  /**
   * The keys of those groups of a population that are large. `groups`: the query of each; `keysOf`: the keys of the
   * groups that a cell is part of.
   */
  async largeAmong(
    population: Population,
    groups: ReadonlyMap<string, MeasureQuery>,
    keysOf: (cell: GroupedCell) => readonly string[],
  ): Promise<ReadonlySet<string>> {
    const { measure } = population;
    let large = this.#witnessed(population, groups, keysOf);
    for (let enough = SEEN_FIRST; large.size < groups.size && this.#canGoOn(); enough *= 2) {
      if (this.#seen >= enough) continue;
      await this.#look(enough);
      large = this.#witnessed(population, groups, keysOf);
    }
    if (this.#isWhole && !this.#netted.has(measure)) return large;
    for (const [key, query] of groups) if (!large.has(key) && (await this.#holdsDevices(query))) large.add(key);
    return large;
  }

  #canGoOn(): boolean {
    return !this.#isWhole && this.#seen < this.seenMax;
  }

  #witnessed(
    { measure, where }: Population,
    groups: ReadonlyMap<string, unknown>,
    keysOf: (cell: GroupedCell) => readonly string[],
  ): Set<string> {
    const conditions = Object.entries(where);
    const found = new Map<string, Set<string>>();
    const large = new Set<string>();
    for (const { cell, devices } of this.#witnesses.get(measure)?.values() ?? []) {
      if (!conditions.every(([name, values]) => values.includes(cell.dimensions[name] ?? null))) continue;
      for (const key of keysOf(cell)) {
        if (large.has(key) || !groups.has(key)) continue;
        const inside = found.get(key) ?? new Set<string>();
        found.set(key, inside);
        for (const device of devices) inside.add(device);
        if (inside.size >= MIN_DEVICES) large.add(key);
      }
    }
    return large;
  }

  async #look(enough: number): Promise<void> {
    const measures = new Set(this.#names.keys());
    while (!this.#isWhole && this.#seen < enough) {
      const { subjects, next } = await this.reader.subjectShares(measures, this.#next);
      for (const { deviceId, shares } of subjects) {
        const netted = new Set(shares.filter(({ amount }) => amount < 0n).map(({ cell }) => cell.measure));
        for (const measure of netted) this.#netted.add(measure);
        for (const { cell, amount } of shares) if (amount > 0n && !netted.has(cell.measure)) this.#note(deviceId, cell);
      }
      this.#seen += subjects.length;
      this.#next = next;
      this.#isWhole = next === undefined;
    }
  }

  #note(deviceId: string, { measure, period, dimensions }: Cell): void {
    const names = this.#names.get(measure) ?? [];
    const key = JSON.stringify([period, ...names.map((name) => dimensions[name] ?? null)]);
    const cells = this.#witnesses.get(measure) ?? new Map<string, Witnesses>();
    this.#witnesses.set(measure, cells);
    const witnesses = cells.get(key) ?? { cell: { period, dimensions }, devices: [] };
    cells.set(key, witnesses);
    if (witnesses.devices.length < MIN_DEVICES && witnesses.devices.at(-1) !== deviceId)
      witnesses.devices.push(deviceId);
  }

  async #holdsDevices(query: MeasureQuery): Promise<boolean> {
    const devices = new Set<string>();
    let after: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const asked = { limit: MIN_DEVICES, ...(after === undefined ? {} : { after }) };
      const { subjects, next } = await this.reader.subjects(query, asked);
      for (const { deviceId, amount } of subjects) if (amount > 0n) devices.add(deviceId);
      if (devices.size >= MIN_DEVICES) return true;
      if (next === undefined) return false;
      after = next;
    }
    return false;
  }
}
