import type { EventLog, Position } from '#event-store';
import type { Day } from '#kernel';
import { FIND_LIMIT_MAX, type Found, type ReadStore, type Where } from '#read-store';
import {
  type Cell,
  type CellCommit,
  type CommitPlace,
  cellId,
  cellIdsOf,
  cellKey,
  comparePlaces,
  type ListedChange,
  PARTITIONS,
  partitionKey,
} from '../domain/index.js';
import { earliest } from '../runner/generation.js';
import { buildName, CELLS, changesOf, collectionOf } from '../runner/names.js';
import { readPointer } from '../runner/pointers.js';
import { PastAmounts } from './past-amounts.js';

/** Entries of one partition that are read at a time; an entry holds 500 changes at most. */
const ENTRIES_PAGE = 50;
const ALL_PARTITIONS = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** Cells handed over at once. */
const PORTION = 20_000;

/** Whoever reads cells begins again. */
export class BuildReplaced extends Error {
  override readonly name = 'BuildReplaced';
}

/** The last commit that is visible to the end, and how far in the log it and what follows have come. */
export interface Horizon extends CommitPlace {
  asOf: Position;
}

/** Changes after a place: whole commits, ascending, up to `until`; there may be more. */
export interface ChangePage {
  commits: CellCommit[];
  until: CommitPlace;
}

/** The change list of a projection and the cells that it is about, whichever build of it is live. */
export class ChangeList {
  constructor(
    private readonly reads: ReadStore,
    private readonly events: Pick<EventLog, 'compare' | 'epoch'>,
    private readonly name: string,
  ) {}

  /** `undefined` until there is a build that has seen something of this log. */
  async horizon(): Promise<Horizon | undefined> {
    const pointer = await readPointer(this.reads, this.name);
    if (pointer === undefined) return undefined;
    const id = buildName(this.name, pointer.live);
    const controls = await Promise.all(ALL_PARTITIONS.map((partition) => this.reads.control(id, partition)));
    const checkpoints = controls.map((control) => control?.checkpoint ?? null);
    if (checkpoints.some((checkpoint) => !checkpoint?.startsWith(`${this.events.epoch}:`))) return undefined;
    const asOf = earliest(checkpoints, this.events.compare.bind(this.events));
    if (asOf === null) return undefined;
    return { generation: pointer.live.generation, seq: Math.min(...controls.map((each) => each?.seq ?? 0)), asOf };
  }

  /** Commits after `after`, none beyond `horizon`. */
  async page(after: CommitPlace, horizon: CommitPlace): Promise<ChangePage> {
    const pages = await Promise.all(ALL_PARTITIONS.map((partition) => this.#entries(partition, after, horizon)));
    let until = horizon;
    for (const { whole } of pages) if (whole !== undefined && comparePlaces(whole, until) < 0) until = whole;
    const entries = pages.flatMap((page) => page.entries);
    return { commits: commitsOf(entries.filter((entry) => comparePlaces(placeOf(entry), until) <= 0)), until };
  }

  /** Amounts as they were after the commits up to a place; nothing is read yet. */
  pastAt(place: CommitPlace): PastAmounts {
    const reached = ALL_PARTITIONS.map((partition) => idAfter(partition, place));
    return new PastAmounts(async (take) => {
      const collect = async (partition: number) => {
        for (;;) {
          const range = { from: reached[partition] ?? '', to: idEnd(partition) };
          const items = await this.#find(range, ENTRIES_PAGE);
          const last = items.at(-1);
          if (last === undefined) return;
          for (const item of items) take(changesIn(item));
          reached[partition] = `${last.id}\u0000`;
          if (items.length < ENTRIES_PAGE) return;
        }
      };
      await Promise.all(ALL_PARTITIONS.map(collect));
    });
  }

  /** The first commit that is kept. */
  async first(): Promise<CellCommit | undefined> {
    const found = await Promise.all(
      ALL_PARTITIONS.map((partition) => this.#find({ from: `${partitionKey(partition)}/`, to: idEnd(partition) }, 1)),
    );
    return commitsOf(found.flat())[0];
  }

  /**
   * Present amounts of a measure's cells in these months by id, ascending, in portions. They may be newer than any
   * horizon that was read before. Throws `BuildReplaced` where another build has come to answer meanwhile.
   */
  cells(measure: string, from?: string, to?: string): AsyncGenerator<Map<string, bigint>> {
    return this.#ofLive({ id: cellIdsOf(measure, from, to) });
  }

  /** Of cells of all measures that mature on one of these days. Throws `BuildReplaced`. */
  maturing(from: Day, to: Day): AsyncGenerator<Map<string, bigint>> {
    return this.#ofLive({ effectiveOn: { from, to } });
  }

  async *#ofLive(where: Where): AsyncGenerator<Map<string, bigint>> {
    const live = (await readPointer(this.reads, this.name))?.live;
    if (live === undefined) return;
    let portion = new Map<string, bigint>();
    let after: string | undefined;
    do {
      const options = { where, limit: FIND_LIMIT_MAX, ...(after === undefined ? {} : { after }) };
      const page = await this.reads.find(collectionOf(this.name, live, CELLS), options);
      // Cells of a build that was replaced meanwhile may be cleared away already.
      const now = (await readPointer(this.reads, this.name))?.live;
      if (now?.generation !== live.generation) throw new BuildReplaced('Another build answers now.');
      for (const { id, document } of page.items) portion.set(id, BigInt(String(document.amount)));
      after = page.next;
      if (portion.size < PORTION && after !== undefined) continue;
      yield portion;
      portion = new Map();
    } while (after !== undefined);
  }

  /** Whole commits of one partition; `whole`: the last place up to which they are, where there are more. */
  async #entries(
    partition: number,
    after: CommitPlace,
    horizon: CommitPlace,
  ): Promise<{ entries: Found[]; whole?: CommitPlace }> {
    const to = `${idOf(partition, horizon)}/~`;
    const entries = await this.#find({ from: idAfter(partition, after), to }, ENTRIES_PAGE);
    for (let isFull = entries.length === ENTRIES_PAGE; isFull; ) {
      const [first, last] = [entries[0], entries.at(-1)] as [Found, Found];
      if (comparePlaces(placeOf(first), placeOf(last)) < 0) return { entries, whole: before(placeOf(last)) };
      const more = await this.#find({ from: `${last.id}\u0000`, to }, ENTRIES_PAGE);
      entries.push(...more);
      isFull = more.length === ENTRIES_PAGE;
    }
    return { entries };
  }

  async #find(id: { from: string; to: string }, limit: number): Promise<Found[]> {
    return (await this.reads.find(changesOf(this.name), { where: { id }, limit })).items;
  }
}

const digits = (value: number) => String(value).padStart(12, '0');
const idOf = (partition: number, { generation, seq }: CommitPlace) =>
  `${partitionKey(partition)}/${digits(generation)}/${digits(seq)}`;
const idAfter = (partition: number, place: CommitPlace) => `${idOf(partition, place)}/~`;
const idEnd = (partition: number) => `${partitionKey(partition)}/~`;
const before = ({ generation, seq }: CommitPlace): CommitPlace => ({ generation, seq: seq - 1 });

const placeOf = ({ document: { generation, seq } }: Found): CommitPlace => ({
  generation: Number(generation),
  seq: Number(seq),
});

function commitsOf(entries: readonly Found[]): CellCommit[] {
  const commits = new Map<string, CellCommit>();
  for (const entry of entries) {
    const place = placeOf(entry);
    const key = `${place.generation}.${place.seq}`;
    const { position, cause } = entry.document;
    const commit = commits.get(key) ?? {
      ...place,
      position: String(position),
      cause: cause as CellCommit['cause'],
      changes: [],
    };
    commit.changes.push(...changesIn(entry));
    commits.set(key, commit);
  }
  return [...commits.values()].sort(comparePlaces);
}

function changesIn({ document }: Found): ListedChange[] {
  const partition = Number(document.partition);
  return (
    document.changes as unknown as { cell: Cell; old: string; new: string; because: string[]; restated?: boolean }[]
  ).map(({ cell, because, restated = false, ...amounts }) => ({
    id: cellId(cellKey(cell), partition),
    cell,
    old: BigInt(amounts.old),
    new: BigInt(amounts.new),
    because,
    restated,
  }));
}
