import type { Journey } from '../../domain/journey.js';
import { textOf } from '../../domain/set/payload.js';
import { countedEvents } from '../counted-events.js';
import { type Use, useEvent } from '../use.js';

/** Reports that say which recall of the device they see to. Whether it was open, only the recalls can tell. */
export const resolutionUses = (journey: Journey): Use[] =>
  countedEvents(journey).flatMap((event): Use[] => {
    const ref = event.type === 'RecallResolved' ? textOf(event.data, 'recallRef') : undefined;
    if (ref === undefined) return [];
    return [
      {
        kind: 'recall',
        key: `recall:${event.id}`,
        holder: journey.deviceId,
        deviceId: journey.deviceId,
        at: event.metadata.instant,
        events: [useEvent(event)],
        detail: ref,
      },
    ];
  });
