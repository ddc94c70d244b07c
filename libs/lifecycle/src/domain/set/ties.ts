import type { RecordedEvent } from '#kernel';
import { homeDevice } from './attribution.js';
import { linkedDevices } from './links.js';
import { textOf } from './payload.js';

/**
 * Devices that an event ties together for every later load, as the claims of links say (CONTRACTS R5): those that it
 * merges, splits, contests or replaces, that came for one line of an order, or that a contest was decided between.
 */
export function devicesTiedBy(event: RecordedEvent): string[] {
  const home = homeDevice(event.stream);
  if (home === undefined) return [];
  const tied = new Set([home, ...linkedDevices(event)]);
  const winner = event.type === 'IdentifierContestResolved' ? textOf(event.data, 'holderDeviceId') : undefined;
  if (winner !== undefined && winner !== 'none') tied.add(winner);
  return tied.size < 2 ? [] : [...tied];
}
