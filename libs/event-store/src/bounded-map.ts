/**
 * A map that holds at most `entriesMax` entries and forgets what was not used lately. Two generations instead of a list
 * by use: an entry that is neither read nor written while half of the limit passes through is dropped with its
 * generation, so that forgetting costs nothing per entry.
 */
export class BoundedMap<Key, Value> {
  private young = new Map<Key, Value>();
  private old = new Map<Key, Value>();
  private readonly generationMax: number;

  constructor(entriesMax: number) {
    this.generationMax = Math.max(1, Math.floor(entriesMax / 2));
  }

  get(key: Key): Value | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: Key, value: Value): void {
    if (this.young.size >= this.generationMax && !this.young.has(key)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }

  clear(): void {
    this.young = new Map();
    this.old = new Map();
  }

  /** Entries held, counting one twice that is in both generations. */
  get size(): number {
    return this.young.size + this.old.size;
  }
}
