import type { Journey, Life } from '#lifecycle/domain';

export interface CountedLife extends Life {
  /** 1-based among the lives that are not void. */
  ordinal: number;
  observation: 'observed' | 'inferred';
}

/** Lives that were opened and not voided, in order. */
export function countedLives(journey: Journey): CountedLife[] {
  return journey.lives
    .filter(({ voidedBy }) => voidedBy === undefined)
    .map((life, index) => ({ ...life, ordinal: index + 1, observation: life.inferred ? 'inferred' : 'observed' }));
}
