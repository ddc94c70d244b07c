import type { Position } from '#event-store';
import type { Lag, ProjectionStatus } from './runner/status.js';

/** What keeps the projections behind the log, wherever it works. Abstract, so that it can name what is injected. */
export abstract class Projector {
  /** Resolves once it is under way. */
  abstract start(): Promise<void>;
  /** Resolves when the batch under way is committed. Stopping twice does no harm. */
  abstract stop(): Promise<void>;
  /** Resolves to true once everything that is read has this position behind it; to false when aborted before. */
  abstract caughtUp(position: Position, signal?: AbortSignal): Promise<boolean>;
  abstract status(): Promise<ProjectionStatus[]>;
  /** Of what is read. */
  abstract lag(): Promise<Lag>;
  /** Resolves once fewer than `limit` events are waiting, or when aborted. */
  abstract waitUntilLagBelow(limit: number, signal?: AbortSignal): Promise<void>;
  /** Begins a build from the start of the log beside the live one, and answers its number. */
  abstract rebuild(name: string): Promise<number>;
  /** Resolves to true once that build is the one that is read; to false when aborted before. */
  abstract tookOver(name: string, generation: number, signal?: AbortSignal): Promise<boolean>;
  /** Why nothing keeps the projections up to date as a whole; `undefined`: something does. */
  complaint?(): string | undefined;
}
