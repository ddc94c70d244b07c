import { pause } from '#platform';
import type { FeedPosition, FeedSource } from '../domain/index.js';
import { LiveRing, RING_LIMITS, type RingLimits } from './live-ring.js';
import { writtenStep } from './written-step.js';

const RETRY_MILLIS = 1_000;

/** The one live reading of a feed in this process, for as long as somebody follows it. */
export class LiveFeed {
  #followers = 0;
  #reading: { ring: Promise<LiveRing>; ending: AbortController; done: Promise<void> } | undefined;

  constructor(
    readonly source: FeedSource,
    private readonly onTrouble: (error: unknown) => void,
    private readonly limits: RingLimits = RING_LIMITS,
  ) {}

  /** Its ring, filled from now on. Who joins has to leave. */
  async join(): Promise<LiveRing> {
    this.#followers += 1;
    this.#reading ??= this.#begin();
    const reading = this.#reading;
    try {
      return await reading.ring;
    } catch (error) {
      // Whoever joined later may have begun another one by now.
      if (this.#reading === reading) this.#reading = undefined;
      await this.leave();
      throw error;
    }
  }

  /** Resolves, for the last one, when nothing is read any more. */
  async leave(): Promise<void> {
    this.#followers -= 1;
    const reading = this.#reading;
    if (this.#followers > 0 || reading === undefined) return;
    this.#reading = undefined;
    reading.ending.abort();
    await reading.done;
  }

  #begin() {
    const ending = new AbortController();
    const compare = (a: FeedPosition, b: FeedPosition) => this.source.compare(a, b);
    const ring = this.source.end().then((end) => new LiveRing(end, compare, this.limits));
    const done = ring.then(
      (made) => this.#fill(made, ending.signal),
      () => undefined,
    );
    return { ring, ending, done };
  }

  /** A source that fails is read again from where the ring ends. */
  async #fill(ring: LiveRing, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        for await (const steps of this.source.read(ring.reached, signal)) ring.add(steps.map(writtenStep));
      } catch (error) {
        this.onTrouble(error);
      }
      await pause(RETRY_MILLIS, signal);
    }
  }
}
