import type { IntakePartition, PartitionAnswers } from './partition-answers.js';

/** Partitions whose producers one process keeps open; those used longest ago are closed, and opened anew when needed. */
const OPEN_MAX = 100;

export interface OpenPartition {
  answers: Pick<PartitionAnswers, 'next' | 'tell' | 'close'>;
  /** Messages that whoever answered before may have recorded without telling. */
  unsure: number;
}

const keyOf = ({ topic, partition }: IntakePartition): string => `${topic}/${partition}`;

/** What this process answers, by partition. */
export class Partitions {
  readonly #open = new Map<string, OpenPartition>();
  readonly #used = new Map<string, Promise<unknown>>();

  constructor(
    private readonly openOne: (place: IntakePartition) => Promise<OpenPartition['answers']>,
    /** Messages that are recorded before the first of them is told. */
    private readonly unsureMax: number,
  ) {}

  /**
   * One work after the other: after a rebalance the client may hand out a partition again while its last batch is still
   * answered. After an error the fate of what was told is not known, and the next one opens it anew.
   */
  use<Result>(place: IntakePartition, work: (open: OpenPartition) => Promise<Result>): Promise<Result> {
    const key = keyOf(place);
    const before = this.#used.get(key) ?? Promise.resolve();
    const turn = before.then(() => this.#turn(place, work));
    const ended = turn
      .catch(() => undefined)
      .finally(() => {
        if (this.#used.get(key) === ended) this.#used.delete(key);
      });
    this.#used.set(key, ended);
    return turn;
  }

  /** Others answer the rest now. */
  async keepOnly(assigned: Readonly<Record<string, readonly number[]>>): Promise<void> {
    const kept = new Set(
      Object.entries(assigned).flatMap(([topic, partitions]) =>
        partitions.map((partition) => keyOf({ topic, partition })),
      ),
    );
    const others = [...this.#open.keys()].filter((key) => !kept.has(key) && !this.#used.has(key));
    await Promise.all(others.map((key) => this.#close(key)));
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#used.values());
    await Promise.all([...this.#open.keys()].map((key) => this.#close(key)));
  }

  async #turn<Result>(place: IntakePartition, work: (open: OpenPartition) => Promise<Result>): Promise<Result> {
    const key = keyOf(place);
    const open = this.#open.get(key) ?? { answers: await this.openOne(place), unsure: this.unsureMax };
    this.#open.delete(key);
    this.#open.set(key, open);
    await this.#closeSurplus();
    try {
      return await work(open);
    } catch (error) {
      await this.#close(key);
      throw error;
    }
  }

  async #closeSurplus(): Promise<void> {
    if (this.#open.size <= OPEN_MAX) return;
    const idle = [...this.#open.keys()].find((key) => !this.#used.has(key));
    if (idle !== undefined) await this.#close(idle);
  }

  async #close(key: string): Promise<void> {
    const open = this.#open.get(key);
    this.#open.delete(key);
    await open?.answers.close().catch(() => undefined);
  }
}
