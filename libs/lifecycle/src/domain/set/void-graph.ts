import type { RecordedEvent } from '#kernel';
import { compareCanonical } from './order.js';
import { targetOf } from './payload.js';

/** Which events count as never said (CONTRACTS R6), and by which event each of them was voided. */
export interface VoidGraph {
  /** Id of the counted event that voids this one; `undefined` if it is not void. */
  voidedBy(eventId: string): string | undefined;
  /** The event that a correction, retraction or decision names, where it is in the set. */
  target(event: RecordedEvent): RecordedEvent | undefined;
}

/**
 * An event is void if one that is not void corrects or retracts it, so that a retracted retraction restores. A
 * correction stands for what it corrects, so that a chain of corrections leaves the last one.
 * A graph of targets has no cycle, since a target is recorded before what names it; should one be made by hand,
 * its members do not void each other.
 */
export function voidGraph(events: readonly RecordedEvent[]): VoidGraph {
  let byId: Map<string, RecordedEvent> | undefined;
  const identified = (id: string): RecordedEvent | undefined => {
    byId ??= new Map(events.map((event) => [event.id, event]));
    return byId.get(id);
  };
  let byReference: Map<string, RecordedEvent> | undefined;

  const referred = (sender: string, reference: string) => {
    if (byReference === undefined) {
      byReference = new Map();
      for (const event of events) {
        const key = `${event.recordedBy}\n${event.metadata.reference}`;
        const known = byReference.get(key);
        if (known === undefined || precedesInSubmission(event, known)) byReference.set(key, event);
      }
    }
    return byReference.get(`${sender}\n${reference}`);
  };

  const target = (event: RecordedEvent): RecordedEvent | undefined => {
    const named = event.corrects !== undefined ? { eventId: event.corrects } : targetOf(event);
    if (named.eventId !== undefined) return identified(named.eventId);
    return named.reference === undefined ? undefined : referred(event.recordedBy, named.reference);
  };

  const voiders = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    if (event.corrects === undefined && event.type !== 'EventRetracted') continue;
    for (const hit of voidedTargets(event, target)) {
      const known = voiders.get(hit.id);
      if (known === undefined) voiders.set(hit.id, [event]);
      else known.push(event);
    }
  }
  if (voiders.size === 0) return { voidedBy: () => undefined, target };

  const verdicts = new Map<string, string | null>();
  const voidedBy = (eventId: string): string | undefined => {
    const known = verdicts.get(eventId);
    if (known !== undefined) return known ?? undefined;
    verdicts.set(eventId, null);
    let by: string | undefined;
    for (const voider of (voiders.get(eventId) ?? []).sort(compareVoiders)) by ??= inForce(voider);
    verdicts.set(eventId, by ?? null);
    return by;
  };
  /** A correction that is itself corrected goes on voiding through the one that took its place. */
  const inForce = ({ id, corrects }: RecordedEvent): string | undefined => {
    const by = voidedBy(id);
    if (by === undefined) return id;
    return corrects !== undefined && identified(by)?.corrects !== undefined ? by : undefined;
  };
  for (const eventId of [...voiders.keys()].sort()) voidedBy(eventId);
  return { voidedBy, target };
}

/** A correction of a correction takes its place: it voids what that one had voided as well. */
function voidedTargets(event: RecordedEvent, target: VoidGraph['target']): Set<RecordedEvent> {
  const found = new Set<RecordedEvent>();
  let hit = target(event);
  while (hit !== undefined && hit.id !== event.id && !found.has(hit)) {
    found.add(hit);
    hit = event.corrects === undefined || hit.corrects === undefined ? undefined : target(hit);
  }
  return found;
}

/** By content first, so that what voids an event does not depend on the ids that were drawn. */
const compareVoiders = (a: RecordedEvent, b: RecordedEvent): number => compareCanonical(a, b) || (a.id < b.id ? -1 : 1);

/** Several events of one submission share its reference: the submission's own event is the one that is meant. */
const precedesInSubmission = (event: RecordedEvent, known: RecordedEvent): boolean =>
  event.id === event.metadata.submissionId || (known.id !== known.metadata.submissionId && event.id < known.id);
