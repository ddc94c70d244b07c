import { setTimeout } from 'node:timers/promises';
import type { Place } from '../place.js';
import {
  type NewRecord,
  type ServerDelivery,
  ServerTrouble,
  type StreamFilter,
  type StreamServer,
} from '../stream-server.js';

const PAUSE_MILLIS = 20;
const PAUSE_MILLIS_MAX = 500;
const PATIENCE_MILLIS = 10_000;

/**
 * Asks again while a server is lost, elects a leader or does not answer, for a limited time. Safe for writes because they
 * name an exact revision and their callers look, after a refusal, at who has the place.
 */
export class SteadyServer implements StreamServer {
  private readonly closed = new AbortController();

  constructor(
    private readonly server: StreamServer,
    private readonly patienceMillis = PATIENCE_MILLIS,
  ) {}

  write(stream: string, expectedRevision: number, records: readonly NewRecord[]) {
    return this.steadily(() => this.server.write(stream, expectedRevision, records));
  }

  read(stream: string, fromRevision: number, limit: number) {
    return this.steadily(() => this.server.read(stream, fromRevision, limit));
  }

  last(stream: string) {
    return this.steadily(() => this.server.last(stream));
  }

  readAll(after: Place | null, limit: number) {
    return this.steadily(() => this.server.readAll(after, limit));
  }

  readAllBackwards(before: Place | null, limit: number) {
    return this.steadily(() => this.server.readAllBackwards(before, limit));
  }

  /** Not asked again here: only its reader knows how far it has come. */
  subscribe(after: Place | null, filter: StreamFilter, signal: AbortSignal): AsyncIterable<ServerDelivery> {
    return this.server.subscribe(after, filter, signal);
  }

  async close(): Promise<void> {
    this.closed.abort();
    await this.server.close();
  }

  private async steadily<Result>(ask: () => Promise<Result>): Promise<Result> {
    const until = Date.now() + this.patienceMillis;
    for (let pause = PAUSE_MILLIS; ; pause = Math.min(pause * 2, PAUSE_MILLIS_MAX)) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ServerTrouble) || Date.now() + pause > until || this.closed.signal.aborted) throw error;
      }
      await setTimeout(pause, undefined, { signal: this.closed.signal }).catch(() => undefined);
    }
  }
}
