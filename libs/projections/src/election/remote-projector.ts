import type { EventStore } from '#event-store';
import { type LeaseSeen, type OpsStore, seeLease } from '#ops-store';
import type { ReadStore } from '#read-store';
import { ObservedProjector } from '../observed-projector.js';
import type { BuildStanding } from '../runner/status.js';
import { ProjectorDown } from '../thread/projector-life.js';
import type { RebuildRequests } from './rebuild-requests.js';

/** Name of the lease that the active projector holds. */
export const PROJECTOR_LEASE = 'projector';

export interface RemoteProjectorOptions {
  events: EventStore;
  reads: ReadStore;
  ops: OpsStore;
  requests: RebuildRequests;
  /** UTC milliseconds. */
  clock: { now(): number };
  /** A projector that has told nothing new for so long is taken for dead. */
  silentMillis: number;
  lookMillis?: number;
}

const LOOK_MILLIS = 500;

/**
 * The active projector, wherever it runs, seen through what it tells with its lease: where its builds stand, and that
 * it lives. Works the same in a process that has a projector of its own, active or standing by, and in one that has
 * none.
 */
export class RemoteProjector extends ObservedProjector {
  readonly #options: RemoteProjectorOptions;
  #looking: NodeJS.Timeout | undefined;
  #told: readonly BuildStanding[] = [];
  #seen: { version: number; heardAt: number | undefined } | undefined;
  #owner: string | null = null;

  constructor(options: RemoteProjectorOptions) {
    super(options, () => options.clock.now());
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#looking !== undefined) return;
    const { lookMillis = LOOK_MILLIS } = this.#options;
    const next = () => {
      this.#looking = setTimeout(() => void this.#look().finally(() => this.#looking && next()), lookMillis).unref();
    };
    next();
    await this.#look();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#looking);
    this.#looking = undefined;
    this.progress.moves.moved();
  }

  async rebuild(name: string): Promise<number> {
    const complaint = this.complaint();
    if (complaint !== undefined) throw new ProjectorDown(complaint);
    return this.#options.requests.ask(name);
  }

  /** Nobody is heard; a process that has just started has to hear something first. */
  override complaint(): string | undefined {
    const heardAt = this.#seen?.heardAt;
    const silent = heardAt === undefined || performance.now() - heardAt > this.#options.silentMillis;
    if (silent) return 'No projector is heard of.';
    return this.#owner === null ? 'The projector has stopped, and none has taken over yet.' : undefined;
  }

  standings(): readonly BuildStanding[] {
    const complaint = this.complaint();
    if (complaint === undefined) return this.#told;
    const failure = { message: complaint, attempts: 1, since: this.#options.clock.now() };
    return this.#told.map((standing) => ({ ...standing, failure }));
  }

  /** A store that does not answer has told nothing: silence is judged by the time that it lasts. */
  async #look(): Promise<void> {
    const seen = await seeLease(this.#options.ops, PROJECTOR_LEASE).catch(() => undefined);
    if (seen !== undefined) this.#take(seen);
    this.progress.moves.moved();
  }

  #take({ version, owner, told }: LeaseSeen): void {
    if (version === this.#seen?.version) return;
    this.#seen = { version, heardAt: this.#seen === undefined ? undefined : performance.now() };
    this.#owner = owner;
    const { standings } = told as { standings?: unknown };
    // A new holder tells nothing before its builds are open: until then what the one before told still stands.
    if (Array.isArray(standings) && standings.length > 0) this.#told = standings as BuildStanding[];
  }
}
