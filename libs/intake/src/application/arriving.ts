/** Bodies that are on their way in, by partner: no job waits for them yet, and each takes its place already. */
export class Arriving {
  readonly #counts = new Map<string, number>();

  countOf(partnerId: string): number {
    return this.#counts.get(partnerId) ?? 0;
  }

  async during<Result>(partnerId: string, work: () => Promise<Result>): Promise<Result> {
    this.#counts.set(partnerId, this.countOf(partnerId) + 1);
    try {
      return await work();
    } finally {
      const left = this.countOf(partnerId) - 1;
      if (left > 0) this.#counts.set(partnerId, left);
      else this.#counts.delete(partnerId);
    }
  }
}
