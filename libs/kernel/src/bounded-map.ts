/**
 * A map that holds entries of a limited weight together (by default their number) and forgets what was not used lately.
 * Two generations instead of a list by use: an entry that is neither read nor written while half of the limit passes
 * through is dropped with its generation, so that forgetting costs nothing per entry.
 */
export class BoundedMap<Key, Value> {
  private young = new Map<Key, Value>();
  private old = new Map<Key, Value>();
  private youngWeight = 0;
  private readonly generationMax: number;

  constructor(
    weightMax: number,
    private readonly weightOf: (key: Key, value: Value) => number = () => 1,
  ) {
    this.generationMax = Math.max(1, Math.floor(weightMax / 2));
  }

  get(key: Key): Value | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: Key, value: Value): void {
    const before = this.young.get(key);
    const added = this.weightOf(key, value) - (before === undefined ? 0 : this.weightOf(key, before));
    this.youngWeight += added;
    if (this.youngWeight > this.generationMax) {
      this.old = this.young;
      this.young = new Map();
      this.youngWeight = this.weightOf(key, value);
    }
    this.young.set(key, value);
  }

  /** Of now alone: to read or write another key may forget this one. */
  has(key: Key): boolean {
    return this.young.has(key) || this.old.has(key);
  }

  delete(key: Key): void {
    const value = this.young.get(key);
    if (value !== undefined) this.youngWeight -= this.weightOf(key, value);
    this.young.delete(key);
    this.old.delete(key);
  }

  clear(): void {
    this.young = new Map();
    this.old = new Map();
    this.youngWeight = 0;
  }

  /** Entries held, counting one twice that is in both generations. */
  get size(): number {
    return this.young.size + this.old.size;
  }
}
