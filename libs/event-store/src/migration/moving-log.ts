import type { ReservationKey } from '../port.js';
import type { StoredText } from '../verify-chains.js';

/** A key that somebody holds today. */
export interface HeldKey extends ReservationKey {
  holder: string;
}

export interface LogSize {
  events: number;
  reservations: number;
}

/** A log at rest, read as it is stored: exact canonical bytes, in the order of the whole log (CONTRACTS R8). */
export interface LogExport {
  readonly epoch: string;
  size(): Promise<LogSize>;
  /** Pages in the order of the whole log, without the first `skipped` events. */
  events(skipped?: number): AsyncIterable<StoredText[]>;
  /** Pages of every key that is held, in an order of the adapter's own. */
  reservations(): AsyncIterable<HeldKey[]>;
  /** Present holders; keys of the map: `<scope> <key>`. */
  holders(keys: readonly ReservationKey[]): Promise<Map<string, string>>;
  close(): Promise<void>;
}

/** An event that a target cannot take where it comes: the target is not what the source says it was. */
export class NotAdoptable extends Error {
  override readonly name = 'NotAdoptable';
}

/**
 * A log that takes over another one's events with their seals. From `begin` to `finish` it is marked as unfinished, and
 * no event store opens on it. Positions are its own: its epoch is not the source's (CONTRACTS R7).
 */
export interface LogImport extends LogExport {
  /** Marks the log as an unfinished copy; durable when it resolves. Beginning twice does no harm. */
  begin(): Promise<void>;
  /**
   * Appends events with exactly these bytes and hashes, in this order; durable when it resolves. After a crash inside,
   * a first part of them is there and nothing else. Rejects with `NotAdoptable` where an event does not continue its
   * stream, or its id is there already.
   */
  adopt(events: readonly StoredText[]): Promise<void>;
  /** Sets the holders of these keys, whoever held them; durable when it resolves. */
  hold(keys: readonly HeldKey[]): Promise<void>;
  /** Takes the mark away: from now on it is a log like any other. */
  finish(): Promise<void>;
}

/** Events or keys of one page at most: of 64 KB each, a page of events stays below 64 MB. */
export const PAGE_MAX = 1_000;
