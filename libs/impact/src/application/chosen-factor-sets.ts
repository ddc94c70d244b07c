import type { EventLog, Position } from '#event-store';
import { type CataloguedEdition, CatalogueHistory, statedContent } from '#lifecycle';
import { contentHash, editionName, type FactorSet, factorSets, SHIPPED_FACTOR_SETS } from '../domain/index.js';
import { contentStream } from './factor-set-kind.js';

/** An event that made a set the one that answers where none is named. */
export interface FactorSetChoice {
  /** In the catalogue. */
  revision: number;
  position: Position;
  eventId: string;
  recordedAt: string;
  set: FactorSet;
}

/** The last choice of another set than the one before. */
export const lastChange = (choices: readonly FactorSetChoice[]): FactorSetChoice | undefined =>
  choices.findLast(({ set }, index) => {
    const before = choices[index - 1]?.set ?? SHIPPED_FACTOR_SETS.default;
    return editionName(set) !== editionName(before);
  });

/** All choices of a default set that the log says, in its order: for readers that go through history in its order. */
export class ChosenFactorSets {
  readonly #history: CatalogueHistory<FactorSetChoice>;
  /** Of contents that the log holds. */
  readonly #stated = new Set<string>();

  constructor(private readonly log: Pick<EventLog, 'readStream'>) {
    this.#history = new CatalogueHistory(log, (edition) => this.#choiceBy(edition));
  }

  /** Ascending. Before the first one, and where a set is not there any more, the shipped default answers. */
  choices(): Promise<readonly FactorSetChoice[]> {
    return this.#history.all();
  }

  async #choiceBy(edition: CataloguedEdition): Promise<FactorSetChoice | undefined> {
    const { sha256, contentIn, default: isChosen, revision, position, eventId, recordedAt } = edition;
    if (contentIn === contentStream(sha256)) this.#stated.add(sha256);
    if (isChosen !== true) return undefined;
    return { revision, position, eventId, recordedAt, set: await this.#setOf(sha256) };
  }

  async #setOf(sha256: string): Promise<FactorSet> {
    const shipped = factorSets.find((set) => contentHash(set) === sha256);
    if (shipped !== undefined) return shipped;
    if (!this.#stated.has(sha256)) return SHIPPED_FACTOR_SETS.default;
    return (await statedContent(this.log, contentStream(sha256), sha256)) as FactorSet;
  }
}
