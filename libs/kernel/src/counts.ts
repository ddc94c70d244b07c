/** How many there are of each key just now. A key of which there is none is not kept. */
export class Counts<Key> {
  readonly #counts = new Map<Key, number>();

  of(key: Key): number {
    return this.#counts.get(key) ?? 0;
  }

  oneMore(key: Key): void {
    this.#counts.set(key, this.of(key) + 1);
  }

  oneLess(key: Key): void {
    const left = this.of(key) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}
