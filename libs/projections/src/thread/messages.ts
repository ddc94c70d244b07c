import type { BuildStanding } from '../runner/status.js';
import type { CarriedError } from './carried-error.js';

/** `standby`: another process works, and this one takes over when it no longer does. */
export type ProjectorRole = 'active' | 'standby';

/** What a projector's thread is started with. */
export interface ProjectorPlace {
  /** URLs of the log and of the read store. */
  events: string;
  reads: string;
  /** Names the process in leases, in one life of it. */
  owner: string;
  /** Where several processes may project into one read store: which of them does. Absent: this is the only one. */
  lease?: { ops: string; millis: number };
  /** Days of the log for which the change list is kept; absent: the runner's own default. */
  changeDays?: number;
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
  | { kind: 'role'; role: ProjectorRole }
  | { kind: 'trouble'; error: CarriedError }
  /** The last nudge was taken: the next one may come. */
  | { kind: 'nudged' }
  | { kind: 'rebuilding'; ticket: number; generation: number }
  | { kind: 'refused'; ticket: number; error: CarriedError }
  | { kind: 'failed'; projection: string; error: CarriedError };
