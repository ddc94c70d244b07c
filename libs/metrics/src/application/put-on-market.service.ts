import type { Refusal } from '#kernel';
import { type StatedEdition, type StatedEditionParts, StatedEditions } from '#lifecycle';
import type { NationalMasses } from '../domain/put-on-market/national-masses.js';
import type { PutOnMarketEdition } from '../domain/put-on-market/put-on-market-edition.js';
import { PutOnMarketHistory } from './put-on-market-history.js';
import { PUT_ON_MARKET } from './put-on-market-kind.js';

/** Masses put on national markets, as operators imported them into this log. Right in any process. */
export class PutOnMarket {
  readonly #stated: StatedEditions<PutOnMarketEdition>;
  readonly #history: PutOnMarketHistory;

  constructor(parts: StatedEditionParts) {
    this.#stated = new StatedEditions(parts, PUT_ON_MARKET);
    this.#history = new PutOnMarketHistory(parts.store);
  }

  /** In the order of their activation. */
  list(): Promise<StatedEdition<PutOnMarketEdition>[]> {
    return this.#stated.list();
  }

  /** `eurostat@2`. */
  async named(edition: string): Promise<StatedEdition<PutOnMarketEdition> | undefined> {
    return (await this.list()).find(({ used }) => used.edition === edition);
  }

  masses(): Promise<NationalMasses> {
    return this.#history.masses();
  }

  /** States an edition in the log and activates it: where it says a mass, it stands for those before it. */
  state(content: PutOnMarketEdition, decidedBy: string) {
    return this.#stated.state(content, decidedBy);
  }
}

export const noSuchEdition = (text: string): Refusal => ({
  outcome: 'refused',
  status: 404,
  title: 'No such put-on-market edition',
  errors: [{ pointer: '/path/edition', rule: 'unknown-edition', detail: `There is no put-on-market edition ${text}.` }],
});
