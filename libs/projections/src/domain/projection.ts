import type { JsonObject, RecordedEvent } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import type { Contribution } from './contribution.js';

export interface ProjectedCollection {
  /** Name without version; the runner keeps versions apart. */
  name: string;
  indexes: readonly { field: string; many?: true }[];
}

export interface ProjectedDocument {
  collection: string;
  id: string;
  document: JsonObject;
}

/** Pure, per device: what a journey shows in the read store and adds to the measures. */
export interface DeviceProjection {
  shape: 'device';
  name: string;
  /** A higher number builds beside the old one and takes over when it has caught up (CONTRACTS P3). */
  version: number;
  collections: readonly ProjectedCollection[];
  project(journey: Journey): { documents: ProjectedDocument[]; contributions: Contribution[] };
}

/** Pure, per event: documents that need several devices or none. */
export interface EventProjection {
  shape: 'event';
  name: string;
  version: number;
  collections: readonly ProjectedCollection[];
  /** Types it wants; every other event is passed over. */
  types: readonly string[];
  documentIds(event: RecordedEvent): { collection: string; id: string }[];
  /** `undefined` removes the document. Must not depend on the order of arrival. */
  evolve(document: JsonObject | undefined, event: RecordedEvent, id: string): JsonObject | undefined;
}

/** Pure, per stream that is no device's: what a batch, say, contributes by itself (CONTRACTS P5). */
export interface StreamProjection {
  shape: 'stream';
  name: string;
  version: number;
  collections: readonly ProjectedCollection[];
  /** Streams that are its subjects, such as `batch-`. */
  prefixes: readonly string[];
  /** All events of the stream, by revision. Standing and corrections are its own to judge. */
  project(
    stream: string,
    events: readonly RecordedEvent[],
  ): { documents: ProjectedDocument[]; contributions: Contribution[] };
}

export type Projection = DeviceProjection | EventProjection | StreamProjection;
