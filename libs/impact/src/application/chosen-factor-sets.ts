import type { EventLog, Position } from '#event-store';
import type { JsonObject } from '#kernel';
import { CATALOGUE_STREAM, type NamedEdition, statedContent } from '#lifecycle';
import { contentHash, editionName, type FactorSet, factorSets, SHIPPED_FACTOR_SETS } from '../domain/index.js';
import { contentStream } from './factor-set-kind.js';

const PAGE = 1_000;

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
  readonly #choices: FactorSetChoice[] = [];
  /** Of contents that the log holds. */
  readonly #stated = new Set<string>();
  #lastRevision = -1;

  constructor(private readonly log: Pick<EventLog, 'readStream'>) {}

  /** Ascending. Before the first one, and where a set is not there any more, the shipped default answers. */
  async choices(): Promise<readonly FactorSetChoice[]> {
    for (;;) {
      const page = await this.log.readStream(CATALOGUE_STREAM, this.#lastRevision + 1, PAGE);
      for (const { event, position } of page) {
        const { id: eventId, revision, recordedAt, type } = event;
        const { sha256, contentIn, default: isChosen } = event.data as JsonObject & NamedEdition;
        const isActivation = type === 'EditionActivated';
        const isStated = isActivation && contentIn === contentStream(sha256);
        const choice =
          isActivation && isChosen === true
            ? { revision, position, eventId, recordedAt, set: await this.#setOf(sha256, isStated) }
            : undefined;
        // Another reading may have come here meanwhile.
        if (revision <= this.#lastRevision) continue;
        this.#lastRevision = revision;
        if (isStated) this.#stated.add(sha256);
        if (choice !== undefined) this.#choices.push(choice);
      }
      if (page.length === 0) return this.#choices;
    }
  }

  async #setOf(sha256: string, isStated: boolean): Promise<FactorSet> {
    const shipped = factorSets.find((set) => contentHash(set) === sha256);
    if (shipped !== undefined) return shipped;
    if (!isStated && !this.#stated.has(sha256)) return SHIPPED_FACTOR_SETS.default;
    return (await statedContent(this.log, contentStream(sha256), sha256)) as FactorSet;
  }
}
