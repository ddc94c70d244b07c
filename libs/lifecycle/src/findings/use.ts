import type { JsonObject, Micros, RecordedEvent } from '#kernel';
import type { StoredReaders } from '../domain/visibility/listed.js';

/**
 * What a finding is about. What must not be with two: an erasure certificate, a device's identifier, a part, a type
 * allocation code's model. And what is odd by itself: a report by when it came, the resolution of a recall.
 */
export const USE_KINDS = ['certificate', 'identifier', 'part', 'recall', 'report', 'tac'] as const;
export type UseKind = (typeof USE_KINDS)[number];

/** An event that a use rests on, with the partners who may see it as theirs. */
export interface UseEvent {
  id: string;
  by: string[];
}

/**
 * One device's use of something that only one may use. Two holders of one key clash: media for a certificate, devices
 * for an identifier or a part, models for a type allocation code.
 */
export interface Use {
  kind: UseKind;
  /** `part:acme:p-1`, `certificate:sha256:...`: begins with the kind. */
  key: string;
  holder: string;
  deviceId: string;
  /** Latest of its events, UTC microseconds. */
  at: Micros;
  events: UseEvent[];
  /** Kind by kind: a certificate's `sha256`, how an identifier came or went, a model's name. */
  detail: string;
  /** Of a model: a maker says so (1). */
  byMaker?: 0 | 1;
}

export const useEvent = ({ id, recordedBy, onBehalfOf }: RecordedEvent): UseEvent => ({
  id,
  by: onBehalfOf === undefined ? [recordedBy] : [recordedBy, onBehalfOf],
});

/** Uses of one key by one holder are one. */
export function joined(uses: readonly Use[]): Use[] {
  const byHolder = new Map<string, Use>();
  for (const use of uses) {
    const id = `${use.key}\n${use.holder}`;
    const known = byHolder.get(id);
    if (known === undefined) byHolder.set(id, { ...use, events: [...use.events] });
    else join(known, use);
  }
  return [...byHolder.values()];
}

function join(known: Use, { at, events }: Use): void {
  known.at = Math.max(known.at, at);
  for (const event of events) if (!known.events.some(({ id }) => id === event.id)) known.events.push(event);
}

/** A use as the read store keeps it, and who may read its device. */
export interface StoredUse extends Use, StoredReaders {}

export const storedUse = (document: JsonObject): StoredUse => document as unknown as StoredUse;
