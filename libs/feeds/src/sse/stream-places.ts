import { Counts } from '#kernel';
import { type ProblemError, problem } from '#platform';

const RETRY_AFTER_SECONDS = '10';

export interface StreamLimits {
  process: number;
  partner: number;
}

/** Who may have one stream more: each costs a connection and the work for it. */
export class StreamPlaces {
  #taken = 0;
  readonly #ofPartner = new Counts<string>();

  constructor(private readonly limits: StreamLimits) {}

  /** Answers how to give the place back. Throws 429 where there is none. */
  take(partnerId: string): () => void {
    const { partner, process } = this.limits;
    if (this.#ofPartner.of(partnerId) >= partner)
      throw full(`A partner may have ${partner} streams open here at once.`);
    if (this.#taken >= process) throw full(`This process serves ${process} streams at once.`);
    this.#taken += 1;
    this.#ofPartner.oneMore(partnerId);
    return () => this.#giveBack(partnerId);
  }

  #giveBack(partnerId: string): void {
    this.#taken -= 1;
    this.#ofPartner.oneLess(partnerId);
  }
}

function full(detail: string): ProblemError {
  const refusal = problem(429, 'too-many-streams', detail, {
    hint: 'Close one that is no longer read; one stream of a subscription can carry several feeds.',
  });
  refusal.headers['retry-after'] = RETRY_AFTER_SECONDS;
  return refusal;
}
