import { BoundedMap } from '#kernel';
import { eventOf } from './stored-event.js';
import type { StoredRecord, StreamServer } from './stream-server.js';

const TAILS_BYTES_MAX = 16 * 1024 * 1024;
/** Hash, time and entries of the maps; a stream's name comes on top with two bytes a character at most. */
const TAIL_BYTES = 300;

/** What the next event of a stream is chained to. */
export interface Tail {
  revision: number;
  hash: string | null;
  /** Never gone back behind within a stream (CONTRACTS R7). Empty at the start. */
  recordedAt: string;
}

const START: Tail = { revision: -1, hash: null, recordedAt: '' };

/** Ends of streams that were written or read lately. Another process may have gone on: the server has the last word. */
export class StreamTails {
  private readonly known = new BoundedMap<string, Tail>(TAILS_BYTES_MAX, (stream) => TAIL_BYTES + 2 * stream.length);

  constructor(private readonly server: StreamServer) {}

  /** The end as remembered, if that is where the caller expects it; else as it is. */
  async at(stream: string, expectedRevision: number): Promise<Tail> {
    const known = this.known.get(stream);
    if (known?.revision === expectedRevision) return known;
    return this.read(stream);
  }

  async read(stream: string): Promise<Tail> {
    const last = await this.server.last(stream);
    if (last === undefined) return START;
    const tail = tailOf(last);
    this.known.set(stream, tail);
    return tail;
  }

  moveTo(stream: string, tail: Tail): void {
    this.known.set(stream, tail);
  }
}

function tailOf(record: StoredRecord): Tail {
  const { hash, recordedAt } = eventOf(record);
  return { revision: record.revision, hash, recordedAt };
}
