import type { Position } from '#event-store';
import { editionName } from '#impact/domain';
import type { Refusal } from '#kernel';
import { type EditionKind, type StatedEdition, type StatedEditionParts, StatedEditions } from '#lifecycle';
import { type ActivatedMasses, type NationalMasses, nationalMasses } from '../domain/put-on-market/national-masses.js';
import type { PutOnMarketEdition } from '../domain/put-on-market/put-on-market-edition.js';

const PUT_ON_MARKET: EditionKind<PutOnMarketEdition> = {
  prefix: 'put-on-market-',
  noun: 'put-on-market edition',
  nameOf: editionName,
};

/** Masses put on national markets, as operators imported them into this log. Right in any process. */
export class PutOnMarket {
  readonly #stated: StatedEditions<PutOnMarketEdition>;
  /** By activation: an event never moves. */
  readonly #positions = new Map<string, Position>();

  constructor(private readonly parts: StatedEditionParts) {
    this.#stated = new StatedEditions(parts, PUT_ON_MARKET);
  }

  /** In the order of their activation. */
  list(): Promise<StatedEdition<PutOnMarketEdition>[]> {
    return this.#stated.list();
  }

  /** `eurostat@2`. */
  async named(edition: string): Promise<StatedEdition<PutOnMarketEdition> | undefined> {
    return (await this.list()).find(({ used }) => used.edition === edition);
  }

  async masses(): Promise<NationalMasses> {
    return nationalMasses(await Promise.all((await this.list()).map((one) => this.#activated(one))));
  }

  /** States an edition in the log and activates it: where it says a mass, it stands for those before it. */
  state(content: PutOnMarketEdition, decidedBy: string) {
    return this.#stated.state(content, decidedBy);
  }

  async #activated({ content, used: { eventId } }: StatedEdition<PutOnMarketEdition>): Promise<ActivatedMasses> {
    const position = this.#positions.get(eventId) ?? (await this.parts.store.readEvent(eventId))?.position;
    if (position === undefined) throw new Error(`The activation ${eventId} is not there.`);
    this.#positions.set(eventId, position);
    return { content, position };
  }
}

export const noSuchEdition = (text: string): Refusal => ({
  outcome: 'refused',
  status: 404,
  title: 'No such put-on-market edition',
  errors: [{ pointer: '/path/edition', rule: 'unknown-edition', detail: `There is no put-on-market edition ${text}.` }],
});
