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

/**
 * A place where what a store keeps beside the bytes of its events says something else than the bytes: what is read by it
 * is then not what was hashed.
 */
export interface StoreFault {
  /** Such as `device-1 at revision 3 (position 40)`, `positions 41 to 43`, `trigger events_are_never_changed`. */
  what: string;
  fault: /** The file breaks the rules of its own format: nothing that is read from it can be relied on. */
    | 'file-damaged'
    /** No event at all. */
    | 'unreadable'
    /** It is read in another stream, or at another revision, than it says. */
    | 'read-elsewhere'
    | 'not-found-by-id'
    /** Positions are dense from 1: what was there has been taken away. */
    | 'position-missing'
    /** It comes before the beginning, where nobody who reads the whole log looks. */
    | 'before-the-beginning'
    /** The name of a stream leads to no stream of that name. */
    | 'name-leads-elsewhere'
    | 'ids-without-events'
    /** What keeps events from being changed by accident is not as it was made. */
    | 'guard-missing'
    | 'guard-differs'
    | 'guard-unknown';
}

/** Whether a fault is about the events, and not about what watches over them: that does not go along when a log moves. */
export const isOfEvents = ({ fault }: StoreFault): boolean => !fault.startsWith('guard-');

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
  /** What breaks the rules of the store's own format, before anything else is read. */
  damages(): Promise<StoreFault[]>;
  /** Pages of all that the store says otherwise than the events' bytes do. `tell` hears of events as they are looked at. */
  storeFaults(tell: (events: number) => void): AsyncIterable<StoreFault[]>;
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
