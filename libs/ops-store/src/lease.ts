import type { JsonObject } from '#kernel';
import type { OpsStore } from './port.js';

const LEASES = 'leases';

/** What a lease's record says to those who do not hold it. */
export interface LeaseSeen {
  /** Moves with every renewal: whoever sees it stand still knows that nobody renews. */
  version: number;
  /** `null`: given back. */
  owner: string | null;
  told: JsonObject;
}

export interface LeaseOptions {
  ops: OpsStore;
  /** What it is about, such as `projector`. */
  name: string;
  /** One process in one life: never used again by another. */
  owner: string;
  /** Unrenewed for so long, it may be taken by another. */
  millis: number;
  /** Monotonic milliseconds: clocks of different machines are never compared. */
  monotonic?: () => number;
}

export async function seeLease(ops: OpsStore, name: string): Promise<LeaseSeen | undefined> {
  const record = await ops.get(LEASES, name);
  if (record === undefined) return undefined;
  const { owner, told } = record.document as unknown as Pick<LeaseSeen, 'owner' | 'told'>;
  return { version: record.version, owner, told };
}

/**
 * Lets one of several processes at a time do a piece of work. It only chooses who works: what keeps a holder from
 * writing after it has lost the lease is the epoch that the next one raises where it writes (CONTRACTS P4).
 */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #now: () => number;
  /** Version that this process has written last; `undefined`: it does not hold it. */
  #mine: number | undefined;
  #seen: { version: number; since: number } | undefined;
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#now = options.monotonic ?? (() => performance.now());
  }

  /** Whether nobody else can have taken it: a process that stood still learns by this, before it asks, that it may not go on. */
  get isHeld(): boolean {
    return this.#mine !== undefined && this.#now() - this.#writtenAt < this.#options.millis;
  }

  /** One look at a lease that another may hold. Resolves to true once it is this process's. */
  async seek(): Promise<boolean> {
    const { ops, name, owner, millis } = this.#options;
    const seen = await seeLease(ops, name);
    if (seen !== undefined && seen.owner !== null && seen.owner !== owner) {
      if (this.#seen?.version !== seen.version) this.#seen = { version: seen.version, since: this.#now() };
      if (this.#now() - this.#seen.since < millis) return false;
    }
    return this.#write(owner, {}, seen?.version ?? 0);
  }

  /** Keeps it for another while, with what its holder tells. Resolves to false if another has taken it. */
  async renew(told: JsonObject): Promise<boolean> {
    if (this.#mine === undefined) return false;
    const { ops, name, owner } = this.#options;
    if (await this.#write(owner, told, this.#mine)) return true;
    // An earlier renewal may have been written although its answer was lost.
    const seen = await seeLease(ops, name);
    return seen?.owner === owner && this.#write(owner, told, seen.version);
  }

  /** Lets another have it at once. Harmless without it. */
  async release(): Promise<void> {
    if (this.#mine === undefined) return;
    await this.#write(null, {}, this.#mine);
    this.#mine = undefined;
  }

  async #write(owner: string | null, told: JsonObject, expected: number): Promise<boolean> {
    // Others count from when they see it, which is later.
    const since = this.#now();
    const written = await this.#options.ops.put(LEASES, this.#options.name, { owner, told }, expected);
    this.#writtenAt = since;
    this.#mine = written ? expected + 1 : undefined;
    this.#seen = undefined;
    return written;
  }
}
