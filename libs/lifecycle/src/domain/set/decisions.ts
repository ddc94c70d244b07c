import type { RecordedEvent } from '#kernel';
import type { Anomaly } from '../journey.js';
import { canonicalOrder } from './order.js';
import { textOf } from './payload.js';
import type { VoidGraph } from './void-graph.js';

/** What people decided, by event or anomaly id; a later decision overrides an earlier one. */
export interface Decisions {
  standing: ReadonlyMap<string, RecordedEvent>;
  resolutions: ReadonlyMap<string, NonNullable<Anomaly['resolution']>>;
}

const NONE: Decisions = { standing: new Map(), resolutions: new Map() };

export function decisionsOf(events: readonly RecordedEvent[], voids: VoidGraph): Decisions {
  const found = events.filter(
    (event) =>
      (event.type === 'EventReleased' || event.type === 'EventSetAside' || event.type === 'AnomalyResolved') &&
      voids.voidedBy(event.id) === undefined,
  );
  if (found.length === 0) return NONE;
  const standing = new Map<string, RecordedEvent>();
  const resolutions = new Map<string, NonNullable<Anomaly['resolution']>>();
  for (const event of canonicalOrder(found)) {
    if (event.type === 'AnomalyResolved') {
      const anomalyId = textOf(event.data, 'anomalyId');
      const resolution = textOf(event.data, 'resolution');
      if (anomalyId === undefined || !isResolution(resolution)) continue;
      resolutions.set(anomalyId, { by: event.recordedBy, resolution, eventId: event.id, at: event.metadata.instant });
    } else {
      const eventId = textOf(event.data, 'eventId');
      if (eventId !== undefined) standing.set(eventId, event);
    }
  }
  return { standing, resolutions };
}

export const isResolution = (text: string | undefined): text is 'confirmed' | 'rejected' | 'dismissed' =>
  text === 'confirmed' || text === 'rejected' || text === 'dismissed';
