import type { EventLog, Position } from '#event-store';
import type { ReadStore } from '#read-store';
import { Projector } from './projector.js';
import { Progress } from './runner/progress.js';
import type { BuildStanding, Lag, ProjectionStatus } from './runner/status.js';

export interface ObservedStores {
  events: EventLog;
  reads: ReadStore;
}

/** Answers how far the projections are by where their builds stand, whoever it is that says so. */
export abstract class ObservedProjector extends Projector {
  protected readonly progress: Progress;
  private readonly reads: ReadStore;

  /** `now`: UTC milliseconds. */
  constructor({ events, reads }: ObservedStores, now: () => number) {
    super();
    this.reads = reads;
    this.progress = new Progress(events, () => this.standings(), now);
  }

  /** Where every build stands now, as far as is known. */
  abstract standings(): readonly BuildStanding[];

  caughtUp(position: Position, signal?: AbortSignal): Promise<boolean> {
    return this.progress.caughtUp(position, signal);
  }

  status(): Promise<ProjectionStatus[]> {
    return this.progress.status();
  }

  lag(): Promise<Lag> {
    return this.progress.lag();
  }

  waitUntilLagBelow(limit: number, signal?: AbortSignal): Promise<void> {
    return this.progress.waitUntilLagBelow(limit, signal);
  }

  tookOver(name: string, generation: number, signal?: AbortSignal): Promise<boolean> {
    return this.progress.tookOver(this.reads, name, generation, signal);
  }
}
