/** Seconds that a rate looks back. */
const WINDOW_MILLIS = 10_000;

/** Events per second over the last seconds. */
export class Rate {
  #samples: { at: number; events: number }[] = [];

  add(events: number, now: number): void {
    this.#samples.push({ at: now, events });
    this.#samples = this.#samples.filter(({ at }) => at > now - WINDOW_MILLIS);
  }

  perSecond(now: number): number {
    const recent = this.#samples.filter(({ at }) => at > now - WINDOW_MILLIS);
    const [first] = recent;
    if (first === undefined) return 0;
    const total = recent.reduce((sum, { events }) => sum + events, 0);
    return Math.round((total * 1000) / Math.max(1_000, now - first.at));
  }
}
