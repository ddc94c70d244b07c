import type { EventStore } from '#event-store';
import { canonicalJson, type Refusal, sha256Hex } from '#kernel';
import type { Clock, Ids } from '#platform';
import { contentRequest, statedBytes, statedContent } from './edition-content.js';
import type { EditionsInUse, UsedEdition } from './editions-in-use.js';

/** Editions of one kind in one log: each is kept in memory, and every answer looks them through. */
export const STATED_MAX = 50;
/** Of a whole content as the log holds it: one append takes it, and servers take no megabyte in one. */
export const CONTENT_MAX_BYTES = 900_000;

export interface StatedEditionParts {
  store: EventStore;
  editions: EditionsInUse;
  clock: Clock;
  ids: Ids;
}

/** What operators import of one kind, such as factor sets. */
export interface EditionKind<Content> {
  /** Prefix of the streams that hold the contents: `factor-set-`. */
  prefix: string;
  /** In what people read: `factor set`. */
  noun: string;
  /** Name with number: `boavizta@1`. */
  nameOf(content: Content): string;
}

export interface StatedEdition<Content> {
  content: Content;
  used: UsedEdition;
}

export type StatingOutcome<Content> = { outcome: 'stated' | 'known'; edition: StatedEdition<Content> } | Refusal;

/** Editions of one kind whose content this log holds. An edition never changes. Right in any process. */
export class StatedEditions<Content> {
  readonly #contents = new Map<string, Promise<Content>>();

  constructor(
    private readonly parts: StatedEditionParts,
    private readonly kind: EditionKind<Content>,
  ) {}

  /** In the order of their activation. */
  async list(): Promise<StatedEdition<Content>[]> {
    const used = await this.parts.editions.list();
    const stated = firstOfEach(used.filter(({ contentIn, sha256 }) => contentIn === this.#streamOf(sha256)));
    return Promise.all(stated.map(async (one) => ({ content: await this.#content(one.sha256), used: one })));
  }

  /** States the content in the log and activates it. The same again is known; other content under its name is refused. */
  async state(content: Content, decidedBy: string): Promise<StatingOutcome<Content>> {
    const edition = this.kind.nameOf(content);
    const sha256 = sha256Hex(canonicalJson(content));
    const before = await this.#named(edition);
    if (before !== undefined)
      return before.used.sha256 === sha256 ? { outcome: 'known', edition: before } : this.taken(edition);
    const refusal = await this.#tooMuch(content);
    if (refusal !== undefined) return refusal;
    const { store, editions, clock, ids } = this.parts;
    const stream = this.#streamOf(sha256);
    const stating = { stream, edition, content, decidedBy, ids, nowMillis: clock.now() };
    const [stated] = await store.append([contentRequest(stating)]);
    if (stated?.status === 'unknown') throw new Error(stated.reason);
    await editions.add({ edition, sha256, contentIn: stream, decidedBy });
    const added = await this.#named(edition);
    return added?.used.sha256 === sha256 ? { outcome: 'stated', edition: added } : this.taken(edition);
  }

  /** Said of a name that has other content already. */
  taken(edition: string): Refusal {
    const detail = `${edition} is there with other content, and an edition never changes.`;
    const hint = 'Give the new content the next edition number.';
    return this.#refused(409, { pointer: '/edition', rule: 'edition-taken', detail, hint });
  }

  async #named(edition: string): Promise<StatedEdition<Content> | undefined> {
    return (await this.list()).find(({ used }) => used.edition === edition);
  }

  async #tooMuch(content: Content): Promise<Refusal | undefined> {
    const { noun } = this.kind;
    const bytes = statedBytes(content);
    if (bytes > CONTENT_MAX_BYTES) {
      const detail = `The ${noun} has ${bytes} bytes; at most ${CONTENT_MAX_BYTES} are kept.`;
      return this.#refused(422, { pointer: '', rule: 'too-large', detail });
    }
    if ((await this.list()).length < STATED_MAX) return undefined;
    const detail = `This log has ${STATED_MAX} imported editions of its kind, the most that it takes.`;
    return this.#refused(409, { pointer: '', rule: 'too-many-editions', detail });
  }

  #content(sha256: string): Promise<Content> {
    const known =
      this.#contents.get(sha256) ??
      (statedContent(this.parts.store, this.#streamOf(sha256), sha256) as Promise<Content>);
    this.#contents.set(sha256, known);
    known.catch(() => this.#contents.delete(sha256));
    return known;
  }

  #streamOf(sha256: string): string {
    return this.kind.prefix + sha256;
  }

  #refused(status: Refusal['status'], failure: Refusal['errors'][number]): Refusal {
    return { outcome: 'refused', status, title: `The ${this.kind.noun} was not taken`, errors: [failure] };
  }
}

/** Where two processes gave one name two contents at the same time, the log's order says which has it. */
const firstOfEach = (used: readonly UsedEdition[]): UsedEdition[] =>
  used.filter(({ edition }, index) => used.findIndex((one) => one.edition === edition) === index);
