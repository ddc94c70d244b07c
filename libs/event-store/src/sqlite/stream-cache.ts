import type { LoggedEvent } from '../port.js';

const CHARACTERS_MAX = 8 * 1024 * 1024;
/** Text of an event that has just been written: near enough for a limit. */
const WRITTEN_CHARACTERS = 1024;

/** The beginning of a stream, parsed, and the length of its stored text: about what it takes in memory. */
export interface KnownStream {
  events: readonly LoggedEvent[];
  characters: number;
}

/**
 * Streams that were read lately, so that a device's history is not parsed again for each of its reports. What a stream
 * begins with never changes, so that nothing here can be wrong, only short. Two generations: what is not asked for
 * while half of the limit passes through is forgotten.
 */
export class StreamCache {
  private young = new Map<string, KnownStream>();
  private old = new Map<string, KnownStream>();
  private youngCharacters = 0;

  constructor(private readonly charactersMax = CHARACTERS_MAX) {}

  get(stream: string): KnownStream | undefined {
    const young = this.young.get(stream);
    if (young !== undefined) return young;
    const old = this.old.get(stream);
    if (old !== undefined) this.put(stream, old);
    return old;
  }

  /** Goes on with what was written; forgets a stream of which something between is not known. */
  append(stream: string, written: readonly LoggedEvent[]): void {
    const known = this.get(stream);
    const length = known?.events.length ?? 0;
    const added = written.filter(({ event }) => event.revision >= length);
    if (added[0] === undefined) return;
    if (added[0].event.revision !== length) this.forget(stream);
    else {
      const characters = (known?.characters ?? 0) + added.length * WRITTEN_CHARACTERS;
      this.put(stream, { events: [...(known?.events ?? []), ...added], characters });
    }
  }

  /** A stream that would take a quarter of the limit is not kept. */
  put(stream: string, known: KnownStream): void {
    this.forget(stream);
    if (known.characters > this.charactersMax / 4) return;
    this.young.set(stream, known);
    this.youngCharacters += known.characters;
    if (this.youngCharacters <= this.charactersMax / 2) return;
    this.old = this.young;
    this.young = new Map();
    this.youngCharacters = 0;
  }

  private forget(stream: string): void {
    this.youngCharacters -= this.young.get(stream)?.characters ?? 0;
    this.young.delete(stream);
    this.old.delete(stream);
  }
}
