import type { RecordedEvent } from '#kernel';
import type { Journey } from '../domain/journey.js';

/**
 * Only what counts makes a use: neither what was voided nor what a rule or a person set aside (CONTRACTS R2), nor what
 * was said of another device.
 */
export const countedEvents = ({ entries }: Journey): RecordedEvent[] =>
  entries
    .filter(({ standing, ofDevice }) => standing.standing === 'counted' && ofDevice === undefined)
    .map(({ event }) => event);
