import type { RecordedEvent } from '#kernel';
import type { Journey } from '../domain/journey.js';

/** Only what counts makes a use: neither what was voided nor what a rule or a person set aside (CONTRACTS R2). */
export const countedEvents = ({ entries }: Journey): RecordedEvent[] =>
  entries.filter(({ standing }) => standing.standing === 'counted').map(({ event }) => event);
