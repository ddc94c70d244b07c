import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog, Position } from '#event-store';
import { RULES_KEY } from '#lifecycle/domain';
import type { ReadStore } from '#read-store';
import type { JourneySource, Projection } from '../domain/index.js';
import { ObservedProjector } from '../observed-projector.js';
import { readBatch } from './batch.js';
import { type BuildStores, beginBuild, clearRetired, openBuilds, type RunningBuild, versionOf } from './builds.js';
import { ChangeRetention } from './change-retention.js';
import { ClosedPeriods } from './closed-periods.js';
import { type BuildCommit, commitTogether } from './commit-together.js';
import { failedAgain, failedForGood } from './failure.js';
import { Fenced } from './generation.js';
import { groupsByPosition } from './groups.js';
import {
  BATCH_BYTES_MAX,
  BATCH_EVENTS_MAX,
  CHANGE_DAYS,
  GATHER_MILLIS_MAX,
  GATHER_MILLIS_MIN,
  GATHER_TIMES,
  IDLE_MILLIS_MAX,
} from './limits.js';
import { LinkIndex } from './links.js';
import { RUNNER_COLLECTIONS } from './names.js';
import { Pointers } from './pointers.js';
import { type Part, projectBatch } from './project-batch.js';
import { type BuildStanding, standingOf } from './status.js';
import { takeOver } from './take-over.js';
import { nextEvent } from './waiting.js';

export interface ProjectionRunnerOptions {
  events: EventLog;
  reads: ReadStore;
  journeys: JourneySource;
  projections: readonly Projection[];
  /** Names this process in leases. */
  owner?: string;
  clock?: { now(): number };
  rulesVersion?: string;
  batchEventsMax?: number;
  /** Days of the log for which the change list is kept. */
  changeDays?: number;
  /** How long a build that is no longer read stays: for readers on other connections that have just looked it up. */
  keepRetiredMillis?: number;
  /** Told of every failure, beside the status. */
  onFailure?: (projection: string, error: unknown) => void;
  /** Told whenever the builds stand elsewhere than before, and now and then when they do not. */
  onMove?: (standings: BuildStanding[]) => void;
  /** Told when another runner has taken over what this one works on: it writes nothing any more. */
  onFenced?: () => void;
}

/** Keeps the projections behind the log: in batches, from their checkpoints, until stopped (CONTRACTS P1 to P8). */
export class ProjectionRunner extends ObservedProjector {
  readonly #options: ProjectionRunnerOptions;
  readonly #now: () => number;
  readonly #stores: BuildStores;
  readonly #links: LinkIndex;
  readonly #closed: ClosedPeriods;
  readonly #changes: ChangeRetention;
  #builds: RunningBuild[] = [];
  #running: { stop: AbortController; done: Promise<void> } | undefined;
  #nudge = new AbortController();
  /** Done between two batches, so that nothing moves a pointer meanwhile. */
  readonly #requests: { begin(): Promise<void>; refuse(error: Error): void }[] = [];

  constructor(options: ProjectionRunnerOptions) {
    const { events, reads, owner = 'runner', rulesVersion = RULES_KEY, clock = Date } = options;
    super(options, () => clock.now());
    this.#options = options;
    this.#now = () => clock.now();
    this.#stores = { events, reads, owner, rulesVersion, pointers: new Pointers(reads, owner), now: this.#now };
    this.#links = new LinkIndex(reads);
    this.#closed = new ClosedPeriods(events);
    this.#changes = new ChangeRetention({ events, reads, days: options.changeDays ?? CHANGE_DAYS, now: this.#now });
  }

  /** Takes the leases and goes on from the checkpoints. Resolves once it is under way. */
  async start(): Promise<void> {
    if (this.#running !== undefined) return;
    await this.#options.reads.define(RUNNER_COLLECTIONS);
    await this.#stores.pointers.take();
    this.#builds = [];
    for (const projection of this.#options.projections) {
      this.#builds.push(...(await openBuilds(projection, this.#stores)));
    }
    const stop = new AbortController();
    this.#running = { stop, done: this.#run(stop.signal) };
  }

  /** Resolves when the batch under way is committed. Stopping twice does no harm. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.stop.abort();
    this.#wake();
    await running?.done;
    for (const { refuse } of this.#requests.splice(0)) refuse(new Error('The runner was stopped.'));
  }

  /** Begins a build from the start of the log beside the live one. `status()` shows its progress. */
  async rebuild(name: string): Promise<number> {
    const projection = this.#options.projections.find((each) => each.name === name);
    if (projection === undefined) throw new Error(`There is no projection ${name}.`);
    if (this.#running === undefined) throw new Error('The runner is not running.');
    return new Promise((resolve, reject) => {
      this.#requests.push({ begin: () => this.#begin(projection).then(resolve, reject), refuse: reject });
      this.#wake();
    });
  }

  /** Where every build stands now. */
  standings(): BuildStanding[] {
    const now = this.#now();
    return this.#builds.map((build) => standingOf(build, now));
  }

  async #begin(projection: Projection): Promise<number> {
    const building = await beginBuild(projection, versionOf(projection, this.#stores.rulesVersion), this.#stores);
    const others = this.#builds.filter(
      ({ role, generation }) => role === 'live' || generation.projection !== projection,
    );
    this.#builds = [...others, building];
    this.#moved();
    return building.generation.build.generation;
  }

  #wake(): void {
    this.#nudge.abort();
    this.progress.moves.moved();
  }

  #moved(): void {
    this.progress.moves.moved();
    this.#options.onMove?.(this.standings());
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const { begin } of this.#requests.splice(0)) await begin();
      let worked = false;
      for (const group of groupsByPosition(this.#ready(), this.#options.events)) {
        if (signal.aborted) return;
        worked = (await this.#turn(group.builds, group.until)) || worked;
      }
      if (!worked) await this.#idle(signal);
    }
  }

  #ready(): RunningBuild[] {
    const now = this.#now();
    return this.#builds.filter(({ failure }) => failure === undefined || (failure.retryAt ?? Infinity) <= now);
  }

  /** One batch for builds that stand at the same position. Answers whether there was something to do. */
  async #turn(builds: readonly RunningBuild[], until: Position | undefined): Promise<boolean> {
    const [first] = builds;
    if (first === undefined) return false;
    const started = performance.now();
    try {
      const { events, reads, journeys, batchEventsMax = BATCH_EVENTS_MAX } = this.#options;
      const after = first.generation.checkpoint;
      const limits = { eventsMax: batchEventsMax, bytesMax: BATCH_BYTES_MAX, until };
      const batch = await readBatch(events, after, limits);
      if (batch === undefined) {
        await this.#settle(builds);
        return false;
      }
      const generations = builds.map(({ generation }) => generation);
      const sources = { events, reads, journeys, links: this.#links, closed: this.#closed };
      const { parts, seen } = await projectBatch(batch, generations, sources);
      await this.#commit(builds, parts, { after, position: batch.position, seen });
      for (const { failure, rate } of builds) {
        if (failure === undefined) rate.add(batch.events.length, this.#now());
      }
      if (batch.reachedEnd) {
        await this.#takeOvers(builds.filter(({ failure }) => failure === undefined));
        await this.#prune(builds);
        this.#moved();
        await pause(gatherMillis(performance.now() - started));
      }
    } catch (error) {
      for (const build of builds) await this.#fail(build, error);
    }
    this.#moved();
    return true;
  }

  async #commit(
    builds: readonly RunningBuild[],
    parts: readonly Part[],
    { after, position, seen }: { after: Position | null; position: Position; seen: Position },
  ): Promise<void> {
    const ready: (BuildCommit & { build: RunningBuild; part: Part; amounts: ReadonlyMap<string, bigint> })[] = [];
    for (const [index, part] of parts.entries()) {
      const build = builds[index] as RunningBuild;
      try {
        if (part.failure !== undefined) throw part.failure;
        const finished = await part.work.finish({
          position,
          publish: build.role === 'live',
          isClosed: (period) => this.#closed.isClosedAfter(after, period),
        });
        ready.push({ ...finished, generation: part.generation, position, build, part });
      } catch (error) {
        await this.#fail(build, error);
      }
    }
    const complaints = await commitTogether(this.#options.reads, ready);
    for (const [index, { build, part, generation, amounts }] of ready.entries()) {
      if (complaints[index] !== undefined) {
        await this.#fail(build, complaints[index]);
        continue;
      }
      for (const [id, amount] of amounts) generation.cells.set(id, amount);
      for (const device of part.folded) generation.folded.set(device, seen);
      delete build.failure;
    }
  }

  /** There is nothing more to read: what failed before, and does not now, is well again. */
  async #settle(builds: readonly RunningBuild[]): Promise<void> {
    const failed = builds
      .filter(({ failure }) => failure !== undefined)
      .map((build) => [build, build.failure] as const);
    await this.#takeOvers(builds);
    for (const [build, failure] of failed) if (build.failure === failure) delete build.failure;
    if (failed.length > 0) this.#moved();
  }

  async #takeOvers(builds: readonly RunningBuild[]): Promise<void> {
    for (const build of builds.filter(({ role }) => role === 'building')) {
      const { generation } = build;
      try {
        await takeOver(build, (period) => this.#closed.isClosedAfter(generation.checkpoint, period), this.#stores);
        if (build.role !== 'live') continue;
        const { name } = generation.projection;
        this.#builds = this.#builds.filter((other) => other === build || other.generation.projection.name !== name);
        this.#moved();
        await this.#clearRetired(name);
      } catch (error) {
        await this.#fail(build, error);
      }
    }
  }

  async #prune(builds: readonly RunningBuild[]): Promise<void> {
    for (const build of builds.filter(({ role, failure }) => role === 'live' && failure === undefined)) {
      try {
        await this.#changes.prune(build.generation);
      } catch (error) {
        await this.#fail(build, error);
      }
    }
  }

  /** What a stop comes before is cleared by the next start. */
  async #clearRetired(name: string): Promise<void> {
    const { keepRetiredMillis = 0, onFailure } = this.#options;
    const clear = () => clearRetired(name, this.#stores);
    if (keepRetiredMillis === 0) return clear();
    const begin = () => clear().catch((error: unknown) => onFailure?.(name, error));
    setTimeout(() => {
      if (this.#running === undefined) return;
      this.#requests.push({ begin, refuse: () => undefined });
      this.#wake();
    }, keepRetiredMillis).unref();
  }

  async #fail(build: RunningBuild, error: unknown): Promise<void> {
    this.#options.onFailure?.(build.generation.projection.name, error);
    build.failure = failedAgain(build.failure, error, this.#now());
    try {
      await build.generation.recover();
    } catch (second) {
      if (!(second instanceof Fenced)) return;
      build.failure = failedForGood(second, this.#now());
      this.#options.onFenced?.();
    }
  }

  /** Until there is an event, a failed build may be tried again, or somebody calls. */
  async #idle(signal: AbortSignal): Promise<void> {
    const nudge = new AbortController();
    this.#nudge = nudge;
    if (signal.aborted || this.#requests.length > 0) return;
    const retries = this.#builds.flatMap(({ failure }) => failure?.retryAt ?? []);
    const wait = retries.length === 0 ? undefined : Math.max(1, Math.min(...retries) - this.#now());
    const timer = wait === undefined ? undefined : setTimeout(() => nudge.abort(), wait);
    const { events } = this.#options;
    const ready = this.#ready();
    try {
      const furthest = ready.map(({ generation }) => generation.checkpoint).at(0) ?? null;
      if (ready.length > 0) await nextEvent(events, furthest, nudge.signal);
      else await this.progress.moves.next(nudge.signal, wait ?? IDLE_MILLIS_MAX);
    } catch (error) {
      this.#options.onFailure?.('subscription', error);
      await this.progress.moves.next(nudge.signal, IDLE_MILLIS_MAX);
    } finally {
      clearTimeout(timer);
    }
  }
}

const gatherMillis = (took: number): number =>
  Math.min(GATHER_MILLIS_MAX, Math.max(GATHER_MILLIS_MIN, GATHER_TIMES * took));
