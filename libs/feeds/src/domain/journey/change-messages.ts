import { derivedId, isoOf } from '#kernel';
import { withoutPseudonyms } from '#lifecycle/domain';
import { deviceOfStream } from '#projections/domain';
import { AUDITORS, type FindReader, holdersOf, toldAt } from '../audience.js';
import type { FeedMessage } from '../feed.js';
import type { Change } from './change.js';
import type { JourneyStep } from './journey-step.js';

/** Of every change so far. */
const VERSION = 1;

/** One for auditors, and one for each partner that may know: who holds the device's past, and whose report it is. */
export function changeMessages(
  feed: string,
  { change, step: { event } }: { change: Change; step: JourneyStep },
  find: FindReader,
): FeedMessage[] {
  const { journey, type, senders = [] } = change;
  const holders = holdersOf(journey, toldAt(event), find).map(({ id }) => id);
  const audiences = [...new Set([...holders, ...senders.filter((id) => find(id) !== undefined)])].sort();
  const data = { type, deviceId: journey.deviceId, because: event.id, recordedAt: event.recordedAt, ...change.data };
  return [AUDITORS, ...audiences].map((audience) => ({
    id: derivedId(event.id, [type, change.key, journey.deviceId, audience].join('/')),
    type: `org.circulog.device.${type}.v${VERSION}`,
    subject: `device/${journey.deviceId}`,
    time: isoOf(event.metadata.instant),
    recordedAt: event.recordedAt,
    key: keyOf(change, event.stream),
    audience,
    about: { type, devices: journey.members },
    schema: { name: `${feed}.${type}`, version: VERSION },
    data: audience === AUDITORS ? data : withoutPseudonyms(data),
  }));
}

/** That of the event's own messages, wherever it is a device's. */
function keyOf({ journey }: Change, stream: string): string {
  const home = deviceOfStream(stream);
  return home !== undefined && journey.members.includes(home) ? home : journey.deviceId;
}
