import type { RecordedEvent } from '#kernel';

/** What has to be fetched before a decision can go on. */
export interface Wanted {
  holders?: readonly { scope: 'reference' | 'identifier' | 'link'; key: string }[];
  streams?: readonly string[];
  eventIds?: readonly string[];
}

/** Thrown by `Known` where it is asked for something that was not fetched yet; caught by whoever decides. */
export class Missing extends Error {
  override readonly name = 'Missing';
  constructor(readonly wanted: Wanted) {
    super('not fetched yet');
  }
}

/** The part of the log that decisions look at, with what the batch has decided already. Synchronous. */
export interface Known {
  /** Grows whenever anything in it changes. */
  readonly version: number;
  holder(scope: 'reference' | 'identifier' | 'link', key: string): string | null;
  /** The whole stream, ascending. */
  stream(name: string): readonly RecordedEvent[];
  /** Several at once: what is missing of them is missed at once. */
  streams(names: readonly string[]): (readonly RecordedEvent[])[];
  event(id: string): RecordedEvent | null;
}
