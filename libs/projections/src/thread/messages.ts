import type { BuildStanding } from '../runner/status.js';
import type { CarriedError } from './carried-error.js';

/** What a projector's thread is started with. */
export interface ProjectorPlace {
  /** URLs of the log and of the read store. */
  events: string;
  reads: string;
  /** Names the process in leases. */
  owner: string;
  /** Milliseconds by which the owner's clock is ahead of the machine's. */
  clockAhead: number;
}

export type ToThread =
  | { kind: 'nudge'; clockAhead: number }
  | { kind: 'rebuild'; ticket: number; name: string }
  | { kind: 'stop' };

export type FromThread =
  | { kind: 'started' }
  | { kind: 'not-started'; error: CarriedError }
  | { kind: 'moved'; standings: BuildStanding[] }
  /** The last nudge was taken: the next one may come. */
  | { kind: 'nudged' }
  | { kind: 'rebuilding'; ticket: number; generation: number }
  | { kind: 'refused'; ticket: number; error: CarriedError }
  | { kind: 'failed'; projection: string; error: CarriedError };
