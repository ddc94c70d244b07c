import { type ProblemError, problem } from '#platform';

const RETRY_AFTER_SECONDS = '10';

export interface StreamLimits {
  process: number;
  partner: number;
}

/** Who may have one stream more: each costs a connection and the work for it. */
export class StreamPlaces {
  #taken = 0;
  readonly #ofPartner = new Map<string, number>();

  constructor(private readonly limits: StreamLimits) {}

  /** Answers how to give the place back. Throws 429 where there is none. */
  take(partnerId: string): () => void {
    const own = this.#ofPartner.get(partnerId) ?? 0;
    const { partner, process } = this.limits;
    if (own >= partner) throw full(`A partner may have ${partner} streams open here at once.`);
    if (this.#taken >= process) throw full(`This process serves ${process} streams at once.`);
    this.#taken += 1;
    this.#ofPartner.set(partnerId, own + 1);
    return () => this.#giveBack(partnerId);
  }

  #giveBack(partnerId: string): void {
    this.#taken -= 1;
    const left = (this.#ofPartner.get(partnerId) ?? 1) - 1;
    if (left > 0) this.#ofPartner.set(partnerId, left);
    else this.#ofPartner.delete(partnerId);
  }
}

function full(detail: string): ProblemError {
  const refusal = problem(429, 'too-many-streams', detail, {
    hint: 'Close one that is no longer read; one stream of a subscription can carry several feeds.',
  });
  refusal.headers['retry-after'] = RETRY_AFTER_SECONDS;
  return refusal;
}
