import type { Delivery } from '#event-store';

export interface Gathered {
  deliveries: Delivery[];
  done: boolean;
}

/**
 * The next deliveries, at least one unless the source has ended, and as many more as are there without waiting: what
 * arrives alone is published alone, and a backlog in large transactions.
 */
export class Gathering {
  readonly #source: AsyncIterator<Delivery>;
  #next: Promise<IteratorResult<Delivery>> | undefined;

  constructor(source: AsyncIterable<Delivery>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async take(limit: number): Promise<Gathered> {
    const deliveries: Delivery[] = [];
    let result: IteratorResult<Delivery> | undefined = await this.#pull();
    while (result !== undefined) {
      this.#next = undefined;
      if (result.done) return { deliveries, done: true };
      deliveries.push(result.value);
      if (deliveries.length >= limit) break;
      result = await this.#ready();
    }
    return { deliveries, done: false };
  }

  /** Gives the source up; a value that is on its way is lost, so the caller begins again from its own position. */
  async end(): Promise<void> {
    await this.#source.return?.();
  }

  #pull(): Promise<IteratorResult<Delivery>> {
    if (this.#next === undefined) {
      this.#next = this.#source.next();
      this.#next.catch(() => undefined);
    }
    return this.#next;
  }

  #ready(): Promise<IteratorResult<Delivery> | undefined> {
    return Promise.race([this.#pull(), new Promise<undefined>((resolve) => setImmediate(resolve, undefined))]);
  }
}
