import { BoundedMap } from '#kernel';
import type { LoggedEvent } from './port.js';

const CHARACTERS_MAX = 8 * 1024 * 1024;
/** Streams of which it is remembered that they were met once. */
const MET_MAX = 8_192;
/** Text of an event that has just been written: near enough for a limit. */
const WRITTEN_CHARACTERS = 1024;

/** The beginning of a stream, parsed, and the length of its stored text: about what it takes in memory. */
export interface KnownStream {
  events: readonly LoggedEvent[];
  characters: number;
}

/**
 * Streams that were read lately, so that a device's history is not parsed again for each of its reports. What a stream
 * begins with never changes, so that nothing here can be wrong, only short.
 */
export class StreamCache {
  private readonly streams: BoundedMap<string, KnownStream>;

  /** `isWorthKeeping`: asked of a stream that is not held yet. */
  constructor(
    private readonly charactersMax = CHARACTERS_MAX,
    private readonly isWorthKeeping: (stream: string) => boolean = () => true,
  ) {
    this.streams = new BoundedMap(charactersMax, (_, { characters }) => characters);
  }

  get(stream: string): KnownStream | undefined {
    return this.streams.get(stream);
  }

  /** Goes on with what was written; forgets a stream of which something between is not known. */
  append(stream: string, written: readonly LoggedEvent[]): void {
    const known = this.get(stream);
    const length = known?.events.length ?? 0;
    const added = written.filter(({ event }) => event.revision >= length);
    if (added[0] === undefined) return;
    if (added[0].event.revision !== length) this.streams.delete(stream);
    else {
      const characters = (known?.characters ?? 0) + added.length * WRITTEN_CHARACTERS;
      this.put(stream, { events: [...(known?.events ?? []), ...added], characters });
    }
  }

  /** A stream that would take a quarter of the limit is not kept. */
  put(stream: string, known: KnownStream): void {
    if (known.characters > this.charactersMax / 4) this.streams.delete(stream);
    else if (this.streams.has(stream) || this.isWorthKeeping(stream)) this.streams.set(stream, known);
  }
}

/**
 * Where reading a stream again costs little, only those are worth keeping that are met a second time: a fleet that is
 * gone through once would throw out what is asked for again, and all of it would have to be collected as garbage.
 */
export function metBefore(): (stream: string) => boolean {
  const met = new BoundedMap<string, true>(MET_MAX);
  return (stream) => {
    const before = met.has(stream);
    if (!before) met.set(stream, true);
    return before;
  };
}
