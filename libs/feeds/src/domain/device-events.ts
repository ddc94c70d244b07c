import { derivedId, isOf, isoOf, type RecordedEvent } from '#kernel';
import { DevicesMerged, declarations, POSTABLE, publicEvent, upcast } from '#lifecycle/domain';
import type { FeedMessage } from './feed.js';
import type { LogFeed, PlacedEvent } from './log-feed.js';
import { DEVICE_EVENTS } from './topics.js';

const NAME = 'device-events';
const STREAMS = 'device-';

const ELSEWHERE = new Set(['order', 'part', 'batch', 'recall', 'model']);

/** Types of the events that lie in the streams of devices: what is reported of them, and what was decided about that. */
export const DEVICE_EVENT_TYPES: readonly string[] = declarations
  .filter(({ type, subject = 'device' }) => POSTABLE.has(type) && !ELSEWHERE.has(subject))
  .map(({ type }) => type);

/**
 * Device events as everybody may see them, by the one matrix of fields and tiers: which device, what, when, in which
 * country, and the public fields of the payload. Who reported it, documents, sites, identifiers and references stay with
 * those whom they concern.
 */
export const deviceEventsFeed = {
  name: NAME,
  summary: DEVICE_EVENTS.summary,
  carries: { types: DEVICE_EVENT_TYPES },
  topicOf: () => DEVICE_EVENTS,
  topics: [DEVICE_EVENTS],
  prefixes: [STREAMS],
  messagesOf: (events: readonly PlacedEvent[]) => events.map(({ event }) => messagesAbout(upcast(event))),
} satisfies LogFeed;

function messagesAbout(event: RecordedEvent): FeedMessage[] {
  const keys = keysOf(event);
  return keys.map((key, index) => messageOf(event, { key, index, devices: keys }));
}

/** The device that the event was recorded for, for ever; a merge is told to those who follow either one (S5). */
function keysOf(event: RecordedEvent): string[] {
  const home = event.stream.slice(STREAMS.length);
  if (!isOf(DevicesMerged, event)) return [home];
  return [home, ...[event.data.survivorId, event.data.absorbedId].filter((deviceId) => deviceId !== home)];
}

function messageOf(
  event: RecordedEvent,
  { key, index, devices }: { key: string; index: number; devices: readonly string[] },
): FeedMessage {
  return {
    id: index === 0 ? event.id : derivedId(event.id, `${DEVICE_EVENTS.name}/${index}`),
    type: `org.circulog.device.${event.type}.v${event.schemaVersion}`,
    subject: `device/${key}`,
    time: isoOf(event.metadata.instant),
    recordedAt: event.recordedAt,
    key,
    about: { type: event.type, devices },
    schema: { name: `${NAME}.${event.type}`, version: event.schemaVersion },
    data: { ...publicEvent(event), deviceId: key },
  };
}
