import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '#kernel';
import type { OpsStore } from '#ops-store';
import { ProjectorDown } from '../thread/projector-life.js';

const REQUESTS = 'projector-requests';
/** How long somebody waits for a projector to take a request up, and then for what became of it. */
const TAKE_UP_MILLIS_MAX = 10_000;
const ANSWER_MILLIS_MAX = 30_000;
const LOOK_MILLIS = 100;
/** Answers that nobody has fetched. */
const KEEP_MILLIS = 3_600_000;
/** How often they are removed. */
const CLEAR_EVERY_MILLIS = 3_600_000;
/** Requests read at a time. */
const PAGE = 20;

type Request =
  | { name: string; state: 'asked' | 'taken' | 'withdrawn' }
  | { name: string; state: 'begun'; generation: number }
  | { name: string; state: 'refused'; message: string };

/** Wishes for a rebuild, left in the operational store by whoever serves HTTP and taken up by the active projector. */
export class RebuildRequests {
  #clearedAt = Number.NEGATIVE_INFINITY;

  /** `now`: UTC milliseconds. */
  constructor(
    private readonly ops: OpsStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** Resolves to the number of the build once it has begun. Rejects with `ProjectorDown` if nobody takes it up. */
  async ask(name: string): Promise<number> {
    const id = idAt(this.now(), randomUUID());
    await this.#put(id, { name, state: 'asked' }, 0);
    const taken = await this.#wait(id, TAKE_UP_MILLIS_MAX, ({ state }) => state !== 'asked');
    if (taken?.state === 'asked' && (await this.#put(id, { name, state: 'withdrawn' }, 1))) {
      await this.ops.remove(REQUESTS, id);
      throw new ProjectorDown('No projector has taken the request up.');
    }
    const done = await this.#wait(id, ANSWER_MILLIS_MAX, ({ state }) => state === 'begun' || state === 'refused');
    if (done?.state === 'begun' || done?.state === 'refused') await this.ops.remove(REQUESTS, id);
    if (done?.state === 'begun') return done.generation;
    const answered = done?.state === 'refused' ? done.message : 'The projector ended before it had answered.';
    throw new ProjectorDown(`${answered} Its status says what it did.`);
  }

  /** Begins what was asked for. Resolves once every request is taken; their answers come later, by themselves. */
  async takeUp(rebuild: (name: string) => Promise<number>): Promise<void> {
    let after: string | undefined;
    do {
      const from = after === undefined ? {} : { after };
      const page = await this.ops.list(REQUESTS, { limit: PAGE, ascending: true, ...from });
      for (const { id, version, document } of page.items) {
        const request = document as unknown as Request;
        if (request.state !== 'asked') continue;
        if (!(await this.#put(id, { name: request.name, state: 'taken' }, version))) continue;
        void this.#answer(id, request.name, rebuild).catch(() => undefined);
      }
      after = page.next;
    } while (after !== undefined);
  }

  /** Removes now and then what nobody waits for any more. */
  async clear(): Promise<void> {
    const now = this.now();
    if (now - this.#clearedAt < CLEAR_EVERY_MILLIS) return;
    await this.ops.removeBefore(REQUESTS, idAt(now - KEEP_MILLIS, ''));
    this.#clearedAt = now;
  }

  async #answer(id: string, name: string, rebuild: (name: string) => Promise<number>): Promise<void> {
    try {
      await this.#put(id, { name, state: 'begun', generation: await rebuild(name) });
    } catch (error) {
      await this.#put(id, { name, state: 'refused', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The request once it is as wanted, or as it is when the time is over. */
  async #wait(id: string, millis: number, wanted: (request: Request) => boolean): Promise<Request | undefined> {
    const until = performance.now() + millis;
    for (;;) {
      const record = await this.ops.get(REQUESTS, id);
      const request = record?.document as unknown as Request | undefined;
      if (request === undefined || wanted(request) || performance.now() > until) return request;
      await pause(LOOK_MILLIS);
    }
  }

  #put(id: string, request: Request, expectedVersion?: number): Promise<boolean> {
    return this.ops.put(REQUESTS, id, request as unknown as JsonObject, expectedVersion);
  }
}

/** Sorts by time. */
const idAt = (millis: number, rest: string): string => `${String(millis).padStart(15, '0')}-${rest}`;
