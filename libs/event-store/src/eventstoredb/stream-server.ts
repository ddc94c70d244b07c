import { ServerAway } from '#kernel';
import type { Place } from './place.js';

/** What is written to a stream. */
export interface NewRecord {
  /** A UUID. */
  id: string;
  type: string;
  data: Uint8Array;
  metadata: Readonly<Record<string, string>>;
}

export interface StoredRecord extends NewRecord {
  stream: string;
  revision: number;
  place: Place;
}

/** `written` says where the last record lies, or `null` when the server did not tell. */
export type WriteResult =
  | { status: 'written'; place: Place | null }
  | { status: 'wrong-revision'; actualRevision: number };

export type ServerDelivery = { kind: 'record'; record: StoredRecord } | { kind: 'checkpoint'; place: Place };

/** Stream names that a subscription is after: by prefix, or all those of the log. */
export interface StreamFilter {
  prefixes: readonly string[] | undefined;
  /** Without prefixes: what the names of the log's streams begin with, where a server holds several logs. */
  within?: string;
}

/**
 * What the adapter needs of an EventStoreDB: single-stream writes with an exact expected revision (-1: no stream), reads
 * from the leader, and filtered subscriptions. Methods reject with `ServerTrouble` when the server cannot be asked; a
 * write that rejects may have taken place.
 */
export interface StreamServer {
  write(stream: string, expectedRevision: number, records: readonly NewRecord[]): Promise<WriteResult>;
  /** Ascending from a revision. An unknown stream is empty. */
  read(stream: string, fromRevision: number, limit: number): Promise<StoredRecord[]>;
  last(stream: string): Promise<StoredRecord | undefined>;
  /** Every record of the log, system records too, strictly after the place. */
  readAll(after: Place | null, limit: number): Promise<StoredRecord[]>;
  /** The same backwards, strictly before the place; `null`: from the end. */
  readAllBackwards(before: Place | null, limit: number): Promise<StoredRecord[]>;
  /** Ends or rejects when the server cuts it: the caller goes on from where it was. */
  subscribe(after: Place | null, filter: StreamFilter, signal: AbortSignal): AsyncIterable<ServerDelivery>;
  close(): Promise<void>;
}

/** A read from a place where no record lies. */
export class NoSuchPlace extends Error {
  override readonly name = 'NoSuchPlace';
}

/** The server could not be asked, or did not answer. */
export class ServerTrouble extends ServerAway {
  override readonly name = 'ServerTrouble';
}
