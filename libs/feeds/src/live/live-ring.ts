import type { FeedPosition } from '../domain/index.js';
import { lengthOf, type WrittenStep } from './written-step.js';

export interface RingLimits {
  steps: number;
  bytes: number;
}

export const RING_LIMITS: RingLimits = { steps: 10_000, bytes: 16 * 1024 * 1024 };

/** The reader is further than the ring: its next steps may be ones that the reader has. */
export const AHEAD = 'ahead';

/**
 * The latest steps of a feed, numbered, for all who read live. It holds all that came after `floor`; whoever reads by
 * itself goes on here as soon as its place is not before that.
 */
export class LiveRing {
  #steps: WrittenStep[] = [];
  #first = 0;
  #bytes = 0;
  readonly #waiting = new Set<() => void>();

  constructor(
    private floor: FeedPosition | null,
    private readonly compare: (a: FeedPosition, b: FeedPosition) => number,
    private readonly limits: RingLimits,
  ) {}

  /** How far it has been filled. */
  get reached(): FeedPosition | null {
    return this.#steps.at(-1)?.reached ?? this.floor;
  }

  /** Number of the next step to come. */
  get end(): number {
    return this.#first + this.#steps.length;
  }

  add(steps: readonly WrittenStep[]): void {
    for (const step of steps) {
      this.#steps.push(step);
      this.#bytes += lengthOf(step);
    }
    let dropped = 0;
    for (; this.#steps.length - dropped > this.limits.steps || this.#bytes > this.limits.bytes; dropped += 1) {
      const step = this.#steps[dropped];
      if (step === undefined) break;
      this.#bytes -= lengthOf(step);
      this.floor = step.reached;
    }
    this.#steps.splice(0, dropped);
    this.#first += dropped;
    for (const wake of [...this.#waiting]) wake();
  }

  /** From which number on it holds what a reader at this place does not have; `undefined`: not all of it. */
  find(place: FeedPosition | null): number | typeof AHEAD | undefined {
    const toFloor = this.#order(place, this.floor);
    if (toFloor < 0) return undefined;
    if (toFloor === 0) return this.#first;
    if (this.#order(place, this.reached) > 0) return AHEAD;
    let [low, high] = [0, this.#steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#order(this.#steps[middle]?.reached ?? null, place) < 0) low = middle + 1;
      else high = middle;
    }
    // The step that reached this place is known; others that did not get further came after it.
    const isAtIt = this.#order(this.#steps[low]?.reached ?? null, place) === 0;
    return this.#first + low + (isAtIt ? 1 : 0);
  }

  /** `undefined`: what had that number is here no more. */
  from(number: number, limit: number): readonly WrittenStep[] | undefined {
    const start = number - this.#first;
    return start < 0 ? undefined : this.#steps.slice(start, start + limit);
  }

  /** Resolves at the next step, or when aborted. */
  moved(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  /** Nothing is before the start. */
  #order(a: FeedPosition | null, b: FeedPosition | null): number {
    if (a === null || b === null) return Number(a !== null) - Number(b !== null);
    return this.compare(a, b);
  }
}
