import { Counts } from '#kernel';

export interface SlotLimits {
  all: number;
  /** So that one whose endpoints are slow leaves some to the others. */
  partner: number;
}

/** A bounded number of requests under way; whoever finds none free is told when there is one. */
export class Slots {
  #taken = 0;
  readonly #ofPartner = new Counts<string>();
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(private readonly limits: SlotLimits) {}

  take(partnerId: string): boolean {
    if (this.#taken >= this.limits.all || this.#ofPartner.of(partnerId) >= this.limits.partner) return false;
    this.#taken += 1;
    this.#ofPartner.oneMore(partnerId);
    return true;
  }

  give(partnerId: string): void {
    const wereScarce = this.#taken >= this.limits.all;
    this.#taken -= 1;
    this.#ofPartner.oneLess(partnerId);
    for (const id of wereScarce ? this.#waitingInTurn() : [partnerId]) this.#tell(id);
  }

  /** `look` is called once, when it is worth looking again. */
  wait(partnerId: string, look: () => void): void {
    const looks = this.#waiting.get(partnerId) ?? new Set();
    this.#waiting.set(partnerId, looks.add(look));
  }

  /** Whoever has the fewest looks first. */
  #waitingInTurn(): string[] {
    return [...this.#waiting.keys()].toSorted((a, b) => this.#ofPartner.of(a) - this.#ofPartner.of(b));
  }

  #tell(partnerId: string): void {
    const looks = this.#waiting.get(partnerId) ?? [];
    this.#waiting.delete(partnerId);
    for (const look of looks) look();
  }
}
