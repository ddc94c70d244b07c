import { setTimeout } from 'node:timers/promises';
import type { JsonObject } from '#kernel';
import type { Lease } from './lease.js';

/** Shortest time between two renewals, however much moves. */
const BEAT_MILLIS_MIN = 250;

/** What is done for one turn. */
export interface Turn {
  /** Rejects where it cannot begin: then the turn is over. */
  start(): Promise<void>;
  /** Resolves when nothing of it is under way any more. */
  stop(): Promise<void>;
  /** What others are told with each renewal. */
  told(): JsonObject;
  /** What is done beside it at each renewal. */
  beat?(): Promise<void>;
}

export interface TurnsOptions<Work extends Turn> {
  lease: Pick<Lease, 'seek' | 'renew' | 'release'>;
  /** New work for a turn. It calls `over` when it may not go on, and `moved` when there is something to tell. */
  open(hears: { over(): void; moved(): void }): Work;
  /** Longest time between two renewals, and between two looks of a standby. */
  beatMillis: number;
  onRole?: (role: 'active' | 'standby') => void;
  /** Told of what went wrong with the lease or the work, each time that it is something else. */
  onTrouble?: (error: unknown) => void;
}

/**
 * Works while this process holds the lease, and stands by while another does. What keeps work that has lost its turn from
 * doing harm is not this, but a fence where it writes (CONTRACTS P4, S5).
 */
export class Turns<Work extends Turn> {
  readonly #ending = new AbortController();
  #nudge = new AbortController();
  #work: Work | undefined;
  /** By kind of step: what went wrong last, told once until that step succeeds. */
  readonly #troubles = new Map<string, string>();

  constructor(private readonly options: TurnsOptions<Work>) {}

  /** Of this process: none while it stands by. */
  get work(): Work | undefined {
    return this.#work;
  }

  /** Tells it to end; `run` resolves when it has. */
  end(): void {
    this.#ending.abort();
  }

  /** Resolves once it was told to end, nothing is under way, and the lease is given back. */
  async run(): Promise<void> {
    const { lease, beatMillis, onRole } = this.options;
    const { signal } = this.#ending;
    onRole?.('standby');
    while (!signal.aborted) {
      if (await this.#attempt('seek', () => lease.seek(), false)) {
        onRole?.('active');
        await this.#serve(signal);
        onRole?.('standby');
      }
      // After a turn too: one that could not start is not tried again at once, and another may be better off.
      await this.#wait(beatMillis, signal);
    }
  }

  async #serve(ending: AbortSignal): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([ending, over.signal]);
    const work = this.options.open({ over: () => over.abort(), moved: () => this.#moved() });
    this.#work = work;
    const beating = this.#beat(work, signal).finally(() => over.abort());
    const started = await this.#attempt('start', () => work.start().then(() => true), false);
    if (!started) over.abort();
    await beating;
    await this.#attempt('stop', () => work.stop(), undefined);
    this.#work = undefined;
    await this.#attempt('release', () => this.options.lease.release(), undefined);
  }

  /** Renews while it may; a store that does not answer is asked again, since nobody else can take the lease either. */
  async #beat(work: Work, signal: AbortSignal): Promise<void> {
    const { lease, beatMillis } = this.options;
    const beatMillisMin = Math.min(BEAT_MILLIS_MIN, beatMillis);
    while (!signal.aborted) {
      if (!(await this.#attempt('renew', () => lease.renew(work.told()), true))) return;
      await this.#attempt('beat', async () => work.beat?.(), undefined);
      const since = performance.now();
      await this.#wait(beatMillis, signal);
      const left = beatMillisMin - (performance.now() - since);
      if (left > 0) await setTimeout(left, undefined, { signal }).catch(() => undefined);
    }
  }

  #moved(): void {
    this.#nudge.abort();
    this.#nudge = new AbortController();
  }

  /** Until that time is over, something moves, or the signal says so. */
  #wait(millis: number, signal: AbortSignal): Promise<void> {
    return setTimeout(millis, undefined, { signal: AbortSignal.any([signal, this.#nudge.signal]) }).catch(
      () => undefined,
    );
  }

  async #attempt<Result>(step: string, work: () => Promise<Result>, otherwise: Result): Promise<Result> {
    try {
      const result = await work();
      this.#troubles.delete(step);
      return result;
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== this.#troubles.get(step)) this.options.onTrouble?.(error);
      this.#troubles.set(step, trouble);
      return otherwise;
    }
  }
}
