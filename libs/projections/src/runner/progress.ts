import type { EventLog, Position } from '#event-store';
import type { ReadStore } from '#read-store';
import { earliest } from './generation.js';
import { IDLE_MILLIS_MAX } from './limits.js';
import { readPointer } from './pointers.js';
import { type BuildStanding, type Lag, lagBehind, type ProjectionStatus, statusOf } from './status.js';
import { Moves } from './waiting.js';

/** Where the builds stand, and waiting for them to get somewhere. */
export class Progress {
  readonly moves = new Moves();

  constructor(
    private readonly events: EventLog,
    private readonly standings: () => readonly BuildStanding[],
    private readonly now: () => number,
  ) {}

  /** The earliest checkpoint of what is read. */
  checkpoint(): Position | null {
    const all = this.standings();
    const live = all.filter(({ role }) => role === 'live');
    return earliest(
      (live.length > 0 ? live : all).map(({ checkpoint }) => checkpoint),
      this.events.compare.bind(this.events),
    );
  }

  async caughtUp(position: Position, signal: AbortSignal | undefined): Promise<boolean> {
    for (;;) {
      const checkpoint = this.checkpoint();
      if (checkpoint !== null && this.events.compare(checkpoint, position) >= 0) return true;
      if (signal?.aborted) return false;
      await this.moves.next(signal);
    }
  }

  status(): Promise<ProjectionStatus[]> {
    return Promise.all(this.standings().map((standing) => statusOf(standing, this.events, this.now())));
  }

  lag(): Promise<Lag> {
    return lagBehind(this.events, this.checkpoint(), this.now());
  }

  async waitUntilLagBelow(limit: number, signal: AbortSignal | undefined): Promise<void> {
    while (!signal?.aborted) {
      const waiting = await this.events.distance(this.checkpoint(), await this.events.head());
      if (waiting < limit) return;
      await this.moves.next(signal, IDLE_MILLIS_MAX);
    }
  }

  /** Resolves to true once the pointer names that build or a later one; to false when aborted before. */
  async tookOver(reads: ReadStore, name: string, generation: number, signal: AbortSignal | undefined) {
    for (;;) {
      const pointer = await readPointer(reads, name);
      if (pointer !== undefined && pointer.live.generation >= generation) return true;
      if (signal?.aborted) return false;
      await this.moves.next(signal, IDLE_MILLIS_MAX);
    }
  }
}
