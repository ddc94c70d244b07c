import type { EventLog, Position } from '#event-store';
import type { JsonObject } from '#kernel';
import { CATALOGUE_STREAM, type NamedEdition } from './activation.js';

const PAGE = 1_000;

/** An activation of an edition, or its choice as the default, and where in the log it is. */
export interface CataloguedEdition extends NamedEdition {
  /** In the catalogue. */
  revision: number;
  position: Position;
  eventId: string;
  recordedAt: string;
}

/** What is made of the catalogue's events, in the order of the log: each is read once, by whoever asks first. */
export class CatalogueHistory<Made> {
  readonly #made: Made[] = [];
  #lastRevision = -1;

  /** `make` answers `undefined` for what is not its own, and the same however often it is asked. */
  constructor(
    private readonly log: Pick<EventLog, 'readStream'>,
    private readonly make: (edition: CataloguedEdition) => Promise<Made | undefined>,
  ) {}

  /** Ascending, up to the catalogue's present end. */
  async all(): Promise<readonly Made[]> {
    for (;;) {
      const page = await this.log.readStream(CATALOGUE_STREAM, this.#lastRevision + 1, PAGE);
      for (const { event, position } of page) {
        const { id: eventId, revision, recordedAt, type } = event;
        const named = event.data as JsonObject & NamedEdition;
        const isEdition = type === 'EditionActivated';
        const made = isEdition ? await this.make({ ...named, revision, position, eventId, recordedAt }) : undefined;
        // Another reading may have come here meanwhile.
        if (revision <= this.#lastRevision) continue;
        this.#lastRevision = revision;
        if (made !== undefined) this.#made.push(made);
      }
      if (page.length === 0) return this.#made;
    }
  }
}
