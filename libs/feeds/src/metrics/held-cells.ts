import type { FactorSet } from '#impact/domain';
import { CellTable, type Metric, type NeededCells } from '#metrics';
import type { CommitPlace, PastAmounts } from '#projections';
import { type MetricHistory, neededOf } from './metric-history.js';

/** With more cells than this each look reads them anew: it holds for one process what a log of any size has. */
const HELD_MAX = 200_000;

/**
 * The cells that values are made of at the place that a reader of the feed has come to. They are read when they are
 * needed first, and then follow what the change list says, so that a look costs what has changed.
 */
export class HeldCells {
  #table = new CellTable();
  #place = '';

  constructor(
    private readonly history: Pick<MetricHistory, 'tableAt'>,
    private readonly heldMax = HELD_MAX,
  ) {}

  /** `past`: of the same place. The table is this one's own: it moves on with `advance`. */
  async at(
    place: CommitPlace,
    past: PastAmounts,
    metrics: Iterable<Metric>,
    factorSets: readonly FactorSet[],
  ): Promise<CellTable> {
    if (this.#place !== nameOf(place)) this.#table = new CellTable();
    this.#place = nameOf(place);
    const needs = [...metrics].map((metric) => [metric, {}] as const);
    const lacking = neededOf(needs, factorSets).filter((needed) => !this.#table.holds(needed.measure, needed.names));
    if (lacking.length > 0) this.#table.adopt(await this.history.tableAt(past, lacking.map(this.#withHeldNames)));
    return this.#table;
  }

  /** `changes`: what cells have got between the place and the next one, by their keys. */
  advance(changes: ReadonlyMap<string, bigint>, next: CommitPlace): void {
    for (const [key, amount] of changes) this.#table.add(key, amount);
    this.#place = this.#table.size > this.heldMax ? '' : nameOf(next);
  }

  /** What was asked for before will be asked for again. */
  #withHeldNames = (needed: NeededCells): NeededCells => ({
    ...needed,
    names: new Set([...needed.names, ...this.#table.names(needed.measure)]),
  });
}

const nameOf = ({ generation, seq }: CommitPlace): string => `${generation}.${seq}`;
