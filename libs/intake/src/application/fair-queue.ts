interface OfPartner {
  partnerId: string;
}

/** Jobs in the order in which they came, and partners in turns: many files of one do not keep the others waiting. */
export class FairQueue<Job extends OfPartner> {
  readonly #waiting: Job[] = [];
  /** By partner, when it had its last turn. */
  readonly #turns = new Map<string, number>();
  #turn = 0;

  add(job: Job): void {
    this.#waiting.push(job);
  }

  countOf(partnerId: string): number {
    return this.#waiting.filter((job) => job.partnerId === partnerId).length;
  }

  /** The oldest of the partner whose turn was longest ago. */
  take(): Job | undefined {
    const turnOf = ({ partnerId }: OfPartner) => this.#turns.get(partnerId) ?? 0;
    const [next] = [...this.#waiting].sort((a, b) => turnOf(a) - turnOf(b));
    if (next === undefined) return undefined;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.#turns.set(next.partnerId, ++this.#turn);
    return next;
  }
}
