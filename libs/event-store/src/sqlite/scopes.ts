import type { ReservationKey } from '../port.js';

/** Numbers by which scopes are stored: never reused, never changed. */
const SCOPES = { reference: 1, identifier: 2, link: 3 } as const satisfies Record<ReservationKey['scope'], number>;
/** Not a reservation: an event id that the log already holds, reported in the same way. */
export const EVENT_ID_SCOPE = 0;

export const scopeNumber = (scope: ReservationKey['scope']): number => SCOPES[scope];

export function scopeName(scope: number): string {
  if (scope === EVENT_ID_SCOPE) return 'event';
  return Object.entries(SCOPES).find(([, number]) => number === scope)?.[0] ?? String(scope);
}
