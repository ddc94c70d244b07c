import type { Place } from '../place.js';
import type { NewRecord, ServerDelivery, StoredRecord, StreamServer, WriteResult } from '../stream-server.js';

/** Runs one step of a process: at once, in some other order, or never. `kind` says whether it writes. */
export type Step = <Result>(kind: 'write' | 'read', step: () => Promise<Result>) => Promise<Result>;

/** A server as one process sees it, whose every step goes through `step`. */
export class SteppedServer implements StreamServer {
  constructor(
    private readonly server: StreamServer,
    private readonly step: Step,
  ) {}

  write(stream: string, expectedRevision: number, records: readonly NewRecord[]): Promise<WriteResult> {
    return this.step('write', () => this.server.write(stream, expectedRevision, records));
  }

  read(stream: string, fromRevision: number, limit: number): Promise<StoredRecord[]> {
    return this.step('read', () => this.server.read(stream, fromRevision, limit));
  }

  last(stream: string): Promise<StoredRecord | undefined> {
    return this.step('read', () => this.server.last(stream));
  }

  readAll(after: Place | null, limit: number): Promise<StoredRecord[]> {
    return this.step('read', () => this.server.readAll(after, limit));
  }

  readAllBackwards(before: Place | null, limit: number): Promise<StoredRecord[]> {
    return this.step('read', () => this.server.readAllBackwards(before, limit));
  }

  subscribe(): AsyncIterable<ServerDelivery> {
    throw new Error('Appends do not subscribe.');
  }

  async close(): Promise<void> {}
}

/** Dies at its write of that number, from 0: before it, or after it and before its answer. Reads end then too. */
export function dyingAt(write: number, when: 'before' | 'after'): Step {
  let [writes, dead] = [0, false];
  return async (kind, step) => {
    const last = kind === 'write' && writes++ === write;
    if (last && when === 'before') dead = true;
    if (dead) throw new Error('The process is dead.');
    if (!last) return step();
    dead = true;
    await step();
    throw new Error('The process is dead.');
  };
}
