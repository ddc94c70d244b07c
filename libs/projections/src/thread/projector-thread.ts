import type { Worker } from 'node:worker_threads';
import { announceMoves, type EventStore } from '#event-store';
import type { ReadStore } from '#read-store';
import { ObservedProjector } from '../observed-projector.js';
import { type Failure, failedAgain } from '../runner/failure.js';
import { BACK_OFF_MILLIS_MAX } from '../runner/limits.js';
import type { BuildStanding } from '../runner/status.js';
import type { ProjectorRole } from './messages.js';
import { ProjectorDown, ProjectorLife } from './projector-life.js';

export interface ProjectorThreadOptions {
  /** The owner's side of the stores: the thread opens its own. */
  events: EventStore;
  reads: ReadStore;
  /** Starts a thread that calls `serveProjector`. */
  begin: (clockAhead: number) => Worker;
  /** UTC milliseconds. */
  clock: { now(): number };
  /** Told of every failure of a projection. */
  onFailure?: (projection: string, error: unknown) => void;
  /** Told each time that the thread has ended without being told to. */
  onDeath?: (error: Error, retryInMillis: number) => void;
  /** Told when it begins to work and when it stands by, where several processes may project. */
  onRole?: (role: ProjectorRole) => void;
  /** Told when the lease cannot be reached, or work not begun, once until it can. */
  onTrouble?: (error: Error) => void;
}

/**
 * The projector in a thread of its own. That thread tells where it stands, and whoever waits for it waits here; only
 * commands cross. A thread that dies is started again, later each time, and what it has committed stays true meanwhile.
 */
export class ProjectorThread extends ObservedProjector {
  private life: ProjectorLife | undefined;
  private starting: Promise<void> | undefined;
  private unannounce: (() => void) | undefined;
  private told: readonly BuildStanding[] = [];
  private death: Failure | undefined;
  private startedAt: number | undefined;
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly options: ProjectorThreadOptions) {
    super(options, () => options.clock.now());
  }

  /** Rejects with what kept the thread from starting. */
  start(): Promise<void> {
    this.starting ??= this.startFirst();
    return this.starting;
  }

  private async startFirst(): Promise<void> {
    this.unannounce = announceMoves(this.options.events, () => this.life?.newEvents());
    try {
      await this.begin();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.starting = undefined;
    this.unannounce?.();
    clearTimeout(this.retry);
    const { life } = this;
    this.life = undefined;
    this.death = undefined;
    this.startedAt = undefined;
    await life?.stop();
  }

  /** Rejects with `ProjectorDown` when the thread is down, or dies before it answers. */
  async rebuild(name: string): Promise<number> {
    if (this.life === undefined) throw new ProjectorDown('The projector is not running.');
    return this.life.rebuild(name);
  }

  /** As the thread told them last; all failing while it is down. */
  standings(): readonly BuildStanding[] {
    const { death } = this;
    if (death === undefined || this.startedAt !== undefined) return this.told;
    return this.told.map((standing) => ({ ...standing, failure: death }));
  }

  private async begin(): Promise<void> {
    const { begin, clock, onFailure, onRole, onTrouble } = this.options;
    const clockAhead = () => clock.now() - Date.now();
    const life = new ProjectorLife(begin(clockAhead()), {
      clockAhead,
      onFailure: (projection, error) => onFailure?.(projection, error),
      onRole: (role) => onRole?.(role),
      onTrouble: (error) => onTrouble?.(error),
      onMove: (standings) => {
        this.told = standings;
        this.progress.moves.moved();
      },
    });
    this.life = life;
    void life.ended.then((error) => this.ended(life, error));
    await life.started;
    if (this.life !== life) return;
    this.startedAt = performance.now();
    this.progress.moves.moved();
    life.newEvents();
  }

  private ended(life: ProjectorLife, error: Error): void {
    if (this.life !== life) return;
    this.life = undefined;
    if (this.startedAt === undefined && this.death === undefined) return;
    const livedLong = this.startedAt !== undefined && performance.now() - this.startedAt > BACK_OFF_MILLIS_MAX;
    this.startedAt = undefined;
    const now = this.options.clock.now();
    const { retryAt = now, ...death } = failedAgain(livedLong ? undefined : this.death, error, now);
    this.death = { ...death, retryAt };
    this.options.onDeath?.(error, retryAt - now);
    this.retry = setTimeout(() => this.begin().catch(() => undefined), retryAt - now);
    this.progress.moves.moved();
  }
}
