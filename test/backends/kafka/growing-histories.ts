import type { EventStore } from '#event-store';
import { anAppend, anEvent, aStream } from '#event-store/testing';

/** Devices whose histories go on growing in a log, in turns. */
export class GrowingHistories {
  /** Of the events that were told, as the log took them. */
  readonly ids: string[] = [];
  readonly #streams: readonly string[];
  #revision = -1;

  constructor(
    private readonly log: EventStore,
    devices: number,
  ) {
    this.#streams = Array.from({ length: devices }, () => aStream());
  }

  /** By so many events each. */
  async grow(length: number): Promise<void> {
    for (let turn = 0; turn < length; turn += 1) {
      const expectedRevision = this.#revision;
      const requests = this.#streams.map((stream) => anAppend({ stream, expectedRevision, events: [anEvent()] }));
      for (const outcome of await this.log.append(requests)) {
        if (outcome.status !== 'appended') throw new Error(`An event was not taken: ${outcome.status}.`);
        this.ids.push(...outcome.events.map(({ event }) => event.id));
      }
      this.#revision += 1;
    }
  }
}
