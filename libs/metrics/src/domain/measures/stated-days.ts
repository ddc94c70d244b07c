import { type Day, dayOf, type Micros } from '#kernel';
import type { Journey } from '#lifecycle/domain';

/** The day that a report of that instant states without a time. */
export const statedDay = ({ entries }: Journey, at: Micros): Day | undefined =>
  entries.find(({ event }) => event.metadata.instant === at && event.occurredAtPrecision === 'day')?.event.metadata
    .date;

/** The day as stated, which began in the sender's zone and may be another one in UTC; else that of UTC. */
export const dayIn = (journey: Journey, at: Micros): Day => statedDay(journey, at) ?? dayOf(at);
