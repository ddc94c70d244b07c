import type { EventLog } from '#event-store';
import { BoundedMap } from '#kernel';
import { type CataloguedEdition, CatalogueHistory, statedContent } from '#lifecycle';
import {
  type ActivatedMasses,
  type NationalMasses,
  NOTHING_STATED,
  nationalMasses,
} from '../domain/put-on-market/national-masses.js';
import type { PutOnMarketEdition } from '../domain/put-on-market/put-on-market-edition.js';
import { PUT_ON_MARKET } from './put-on-market-kind.js';

/** Readers are at the end of the log, or behind it: each asks for the same place again and again. */
const PLACES_KEPT = 8;

/** An edition of masses that was activated, and where. */
export interface PutOnMarketActivation extends ActivatedMasses {
  /** In the catalogue. */
  revision: number;
  recordedAt: string;
}

/** All editions of national masses that the log says, in its order. Right in any process. */
export class PutOnMarketHistory {
  readonly #history: CatalogueHistory<PutOnMarketActivation>;
  readonly #masses = new BoundedMap<number, NationalMasses>(PLACES_KEPT);

  constructor(private readonly log: Pick<EventLog, 'readStream'>) {
    this.#history = new CatalogueHistory(log, (edition) => this.#activationBy(edition));
  }

  /** Ascending. Under one name the first content is the edition. */
  async activations(): Promise<readonly PutOnMarketActivation[]> {
    const known = new Set<string>();
    return (await this.#history.all()).filter(({ content }) => {
      const name = PUT_ON_MARKET.nameOf(content);
      const isFirst = !known.has(name);
      known.add(name);
      return isFirst;
    });
  }

  /** What they say together, as of an event of the catalogue. */
  async masses(revision = Number.POSITIVE_INFINITY): Promise<NationalMasses> {
    const activations = (await this.activations()).filter((one) => one.revision <= revision);
    const last = activations.at(-1)?.revision;
    if (last === undefined) return NOTHING_STATED;
    const masses = this.#masses.get(last) ?? nationalMasses(activations);
    this.#masses.set(last, masses);
    return masses;
  }

  async #activationBy(edition: CataloguedEdition): Promise<PutOnMarketActivation | undefined> {
    const { sha256, contentIn, revision, position, eventId, recordedAt } = edition;
    const stream = PUT_ON_MARKET.prefix + sha256;
    if (contentIn !== stream) return undefined;
    const content = (await statedContent(this.log, stream, sha256)) as PutOnMarketEdition;
    return { content, revision, position, eventId, recordedAt };
  }
}
