import type { Refusal } from '#kernel';
import { type StatedEditionParts, StatedEditions, type UsedEdition } from '#lifecycle';
import {
  contentHash,
  editionName,
  type FactorSet,
  factorSetNamed,
  factorSets,
  type OfferedFactorSets,
} from '../domain/index.js';
import { ChosenFactorSets, lastChange } from './chosen-factor-sets.js';
import { FACTOR_SET } from './factor-set-kind.js';

export interface OfferedFactorSet {
  set: FactorSet;
  sha256: string;
  default: boolean;
  activeSince?: string;
  defaultSince?: string;
  importedBy?: string;
}

export type FactorSetParts = StatedEditionParts;

export type ImportOutcome = { outcome: 'imported' | 'known'; set: OfferedFactorSet } | Refusal;
export type ChoiceOutcome = { outcome: 'chosen' | 'unchanged'; set: OfferedFactorSet } | Refusal;

/** The factor sets of this log: those that ship, and those that operators imported. Right in any process. */
export class FactorSets {
  readonly #stated: StatedEditions<FactorSet>;
  readonly #chosen: ChosenFactorSets;

  constructor(private readonly parts: FactorSetParts) {
    this.#stated = new StatedEditions(parts, FACTOR_SET);
    this.#chosen = new ChosenFactorSets(parts.store);
  }

  /** What metrics may be asked with. */
  async offered(): Promise<OfferedFactorSets> {
    const all = await this.list();
    const chosen = all.find((one) => one.default) ?? all[0];
    if (chosen === undefined) throw new Error('No factor set ships.');
    const change = lastChange(await this.#chosen.choices());
    const changed = change === undefined ? {} : { changedAt: change.position };
    return { sets: all.map(({ set }) => set), default: chosen.set, ...changed };
  }

  /** The default first, then those that ship, then those that were imported, in their order. */
  async list(): Promise<OfferedFactorSet[]> {
    const used = await this.parts.editions.list();
    const bySha = new Map(used.map((one) => [one.sha256, one]));
    const shipped = factorSets.map((set) => told(set, bySha.get(contentHash(set))));
    const others = (await this.#stated.list()).map(({ content, used: one }) => told(content, one));
    return [...shipped, ...others].sort((a, b) => Number(b.default) - Number(a.default));
  }

  async named(text: string): Promise<OfferedFactorSet | undefined> {
    const all = await this.list();
    const set = factorSetNamed(
      text,
      all.map((one) => one.set),
    );
    return all.find((one) => one.set === set);
  }

  /** States the content in the log and activates it. An edition never changes: the same again is known. */
  async import(set: FactorSet, decidedBy: string): Promise<ImportOutcome> {
    const edition = editionName(set);
    const shipped = factorSets.find((one) => editionName(one) === edition);
    if (shipped !== undefined && contentHash(shipped) !== contentHash(set)) return this.#stated.taken(edition);
    const stated = shipped === undefined ? await this.#stated.state(set, decidedBy) : undefined;
    if (stated?.outcome === 'refused') return stated;
    const found = await this.named(edition);
    if (found === undefined) throw new Error(`${edition} was taken, and is not there.`);
    return { outcome: stated?.outcome === 'stated' ? 'imported' : 'known', set: found };
  }

  /** Makes a set the one that answers where none is named; values by name stay what they are. */
  async choose(text: string, decidedBy: string): Promise<ChoiceOutcome> {
    const found = await this.named(text);
    if (found === undefined) return noSuchSet(text);
    if (found.default) return { outcome: 'unchanged', set: found };
    await this.parts.editions.choose({ edition: editionName(found.set), sha256: found.sha256 }, decidedBy);
    return { outcome: 'chosen', set: (await this.named(editionName(found.set))) ?? found };
  }
}

const told = (set: FactorSet, used: UsedEdition | undefined): OfferedFactorSet => ({
  set,
  sha256: used?.sha256 ?? contentHash(set),
  default: used?.default ?? false,
  ...(used === undefined ? {} : { activeSince: used.activeSince }),
  ...(used?.defaultSince === undefined ? {} : { defaultSince: used.defaultSince }),
  ...(used?.contentIn === undefined || used.decidedBy === undefined ? {} : { importedBy: used.decidedBy }),
});

export const noSuchSet = (text: string): Refusal => ({
  outcome: 'refused',
  status: 404,
  title: 'No such factor set',
  errors: [{ pointer: '/path/edition', rule: 'unknown-factor-set', detail: `There is no factor set ${text}.` }],
});
