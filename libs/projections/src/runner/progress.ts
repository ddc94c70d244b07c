import type { EventStore, Position } from '#event-store';
import type { RunningBuild } from './builds.js';
import { earliest } from './generation.js';
import { IDLE_MILLIS_MAX } from './limits.js';
import { type Lag, lagBehind, type ProjectionStatus, statusOf } from './status.js';
import { Moves } from './waiting.js';

/** Where the builds stand, and waiting for them to get somewhere. */
export class Progress {
  readonly moves = new Moves();

  constructor(
    private readonly events: EventStore,
    private readonly builds: () => readonly RunningBuild[],
    private readonly now: () => number,
  ) {}

  /** The earliest checkpoint of what is read. */
  checkpoint(): Position | null {
    const live = this.builds().filter(({ role }) => role === 'live');
    const some = live.length > 0 ? live : this.builds();
    return earliest(
      some.map(({ generation }) => generation.checkpoint),
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
    return Promise.all(this.builds().map((build) => statusOf(build, this.events, this.now())));
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
}
