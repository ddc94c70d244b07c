import { derivedId, isoOf } from '#kernel';
import { audienceOf, eventSeenBy, type Journey, upcast } from '#lifecycle/domain';
import { deviceOfStream } from '#projections/domain';
import { type FindReader, toldAt } from '../audience.js';
import type { FeedMessage } from '../feed.js';
import type { JourneyStep } from './journey-step.js';

/**
 * The event for each partner that sees something of its device, with the fields that this one may see. Events of orders
 * and parts are their senders' and no device's.
 */
export const seenEventMessages = (step: JourneyStep, find: FindReader): FeedMessage[] =>
  (deviceOfStream(step.event.stream) === undefined ? [] : step.after)
    .filter(({ entries }) => entries.some(({ event }) => event.id === step.event.id))
    .flatMap((journey) => messagesIn(journey, step, find));

function messagesIn(journey: Journey, { event }: JourneyStep, find: FindReader): FeedMessage[] {
  const current = upcast(event);
  const at = toldAt(event);
  return audienceOf(journey, at).flatMap(({ partnerId }) => {
    const reader = find(partnerId);
    const data = reader && eventSeenBy(current, journey, reader, at);
    if (data === undefined) return [];
    return [
      {
        id: derivedId(event.id, [journey.deviceId, partnerId].join('/')),
        type: `org.circulog.device.${event.type}.v${current.schemaVersion}`,
        subject: `device/${journey.deviceId}`,
        time: isoOf(event.metadata.instant),
        recordedAt: event.recordedAt,
        key: journey.deviceId,
        audience: partnerId,
        about: { type: event.type, devices: journey.members },
        schema: { name: `partner-events.${event.type}`, version: current.schemaVersion },
        data,
      },
    ];
  });
}
