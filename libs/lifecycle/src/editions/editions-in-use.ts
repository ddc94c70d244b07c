import { type EventStore, holderKey, type LoggedEvent } from '#event-store';
import type { JsonObject } from '#kernel';
import type { Clock, Ids } from '#platform';
import { activationKey, activationRequest, CATALOGUE_STREAM, choiceRequest, type NamedEdition } from './activation.js';

/** Rivals that start at the same time append the same: so often is the stream's end looked up again. */
const TRIES_MAX = 20;
const PAGE = 1_000;

/** An edition that this log says was in use. */
export interface UsedEdition extends NamedEdition {
  activeSince: string;
  eventId: string;
  /** The running code carries it, or the log holds its content. */
  inUse: boolean;
  /** When it last became the default: of the one that is. */
  defaultSince?: string;
}

export interface EditionParts {
  store: EventStore;
  clock: Clock;
  ids: Ids;
  /** What the running code carries. */
  carried: readonly NamedEdition[];
}

/** Says in the log which editions the running code works by, and reads what was said (CONTRACTS P3). */
export class EditionsInUse {
  readonly #activations: LoggedEvent[] = [];
  #lastRevision = -1;

  constructor(private readonly parts: EditionParts) {}

  /**
   * Appends an activation for each edition that has none yet. Harmless at any time, by any number of processes. The
   * code's default is one for new logs: where there is a default, only an operator's choice makes another one.
   */
  async activate(): Promise<void> {
    const { store, carried } = this.parts;
    const known = await store.holders(carried.map(activationKey));
    const missing = carried.filter((named) => !known.has(holderKey(activationKey(named))));
    if (missing.length === 0) return;
    const chosen = (await this.list()).some((one) => one.default === true);
    for (const { default: byCode, ...named } of missing)
      await this.add({ ...named, ...(byCode === true && !chosen ? { default: byCode } : {}) });
  }

  /** In the order of their activation; one of them at most is the default. */
  async list(): Promise<UsedEdition[]> {
    await this.refresh();
    const carried = new Set(this.parts.carried.map(keyOf));
    const used = new Map<string, UsedEdition>();
    for (const { event } of this.#activations) {
      const { default: chosen, ...named } = event.data as JsonObject & NamedEdition;
      const key = keyOf(named);
      const inUse = carried.has(key) || named.contentIn !== undefined;
      const known = used.get(key) ?? { ...named, activeSince: event.occurredAt, eventId: event.id, inUse };
      if (chosen === true) for (const [other, one] of used) used.set(other, withoutDefault(one));
      const by = named.decidedBy === undefined ? {} : { decidedBy: named.decidedBy };
      used.set(key, chosen === true ? { ...known, ...by, default: true, defaultSince: event.occurredAt } : known);
    }
    return [...used.values()];
  }

  /** Activates an edition: once, whoever asks. */
  add(named: NamedEdition): Promise<void> {
    return this.append(named.edition, (place) => activationRequest(named, place));
  }

  /** From now on it answers where none is named. */
  choose({ edition, sha256 }: NamedEdition, decidedBy: string): Promise<void> {
    return this.append(edition, (place) => choiceRequest({ edition, sha256, default: true, decidedBy }, place));
  }

  private async append(
    edition: string,
    request: (place: Parameters<typeof activationRequest>[1]) => ReturnType<typeof activationRequest>,
  ): Promise<void> {
    const { store, clock, ids } = this.parts;
    const id = ids.next();
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      await this.refresh();
      const [outcome] = await store.append([request({ id, nowMillis: clock.now(), lastRevision: this.#lastRevision })]);
      if (outcome?.status === 'appended' || outcome?.status === 'reservation-held') return;
    }
    throw new Error(`The activation of ${edition} could not be recorded.`);
  }

  /** Reads what was added to the catalogue since, by whatever process. */
  private async refresh(): Promise<void> {
    for (;;) {
      const page = await this.parts.store.readStream(CATALOGUE_STREAM, this.#lastRevision + 1, PAGE);
      for (const logged of page) this.#take(logged);
      if (page.length < PAGE) return;
    }
  }

  #take(logged: LoggedEvent): void {
    if (logged.event.revision <= this.#lastRevision) return;
    this.#lastRevision = logged.event.revision;
    if (logged.event.type === 'EditionActivated') this.#activations.push(logged);
  }
}

const keyOf = ({ edition, sha256 }: NamedEdition): string => `${edition} ${sha256}`;

function withoutDefault({ default: _, defaultSince: __, ...rest }: UsedEdition): UsedEdition {
  return rest;
}
