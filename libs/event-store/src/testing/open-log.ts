import type { EventStore } from '../port.js';

/** Opens the log of that name: empty the first time, the same log when it was closed and is opened again. */
export type OpenLog = (name: string, options?: { now?: () => number }) => Promise<EventStore>;

/** A source of names that no other suite uses. */
export function aLogName(): () => string {
  return () => `log-${process.pid}-${nextLog++}`;
}

let nextLog = 0;
