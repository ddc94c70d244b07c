/** A bounded number of requests under way; whoever finds none free is told when there is one. */
export class Slots {
  #free: number;
  #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  take(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  give(): void {
    this.#free += 1;
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const look of waiting) look();
  }

  /** `look` is called once, when it is worth looking again. */
  wait(look: () => void): void {
    this.#waiting.add(look);
  }
}
