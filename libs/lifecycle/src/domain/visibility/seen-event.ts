import { type JsonObject, type Micros, type RecordedEvent, TIERS, type Tier } from '#kernel';
import type { Journey, Standing } from '../journey.js';
import { homeDevice } from '../set/attribution.js';
import { ENVELOPE_TIERS, payloadTiers } from './event-tiers.js';
import { isOwn, type Reader, type Sight, sightOf } from './sight.js';
import { visibleFields } from './visible-fields.js';

/** What is known of an event beside what was recorded. */
export interface Known {
  /** Root of the device that it belongs to now. */
  deviceId?: string;
  standing?: Standing;
}

/** The fields of an event that these tiers hold, envelope and payload. */
export function visibleEvent(event: RecordedEvent, tiers: readonly Tier[], known: Known = {}): JsonObject {
  return {
    ...visibleFields(ENVELOPE_TIERS, envelopeOf(event, known), tiers),
    data: visibleData(event, tiers),
  };
}

/** The fields of a payload that these tiers hold; auditors see it as it was recorded, whatever it holds. */
export const visibleData = (
  { type, data }: Pick<RecordedEvent, 'type' | 'data'>,
  tiers: readonly Tier[],
): JsonObject => (tiers.includes('auditor') ? data : visibleFields(payloadTiers(type), data, tiers));

/** What everybody may see of an event of a device, whoever they are. */
export function publicEvent(event: RecordedEvent): JsonObject {
  const deviceId = homeDevice(event.stream);
  return visibleEvent(event, ['public'], deviceId === undefined ? {} : { deviceId });
}

/**
 * What a partner sees of an event in a device's journey: its own whole, others' where it may see them, by its tiers.
 * `undefined`: nothing. `at`: when it is asked, which grants are judged at.
 */
export function eventSeenBy(
  event: RecordedEvent,
  journey: Journey,
  reader: Reader,
  at: Micros,
): JsonObject | undefined {
  const tiers = tiersWith(sightOf(journey, reader, at), event, reader.id);
  if (tiers === undefined) return undefined;
  const standing = journey.entries.find((entry) => entry.event.id === event.id)?.standing;
  return visibleEvent(event, tiers, { deviceId: journey.deviceId, ...(standing !== undefined && { standing }) });
}

/** Tiers of the fields of an event for somebody with that sight of its device; `undefined`: the event is not seen. */
export function tiersWith(sight: Sight, event: RecordedEvent, partnerId: string): readonly Tier[] | undefined {
  if (isOwn(event, partnerId)) return TIERS;
  return sight.events === 'all' ? sight.tiers : undefined;
}

function envelopeOf(event: RecordedEvent, { deviceId, standing }: Known): JsonObject {
  const { id, data: _, metadata, ...rest } = event;
  const { receipt, reference, addressedBy, zoneInferred } = metadata;
  const envelope = {
    eventId: id,
    ...(deviceId !== undefined && { deviceId }),
    ...rest,
    reference,
    addressedBy,
    ...(zoneInferred && { zoneInferred }),
    ...(receipt && { outcome: receipt.outcome, deviceCreated: receipt.deviceCreated, anomalies: receipt.anomalies }),
    ...standing,
  };
  return envelope as unknown as JsonObject;
}
