import { derivedId, type JsonObject, type Location, type NewEvent } from '#kernel';
import { defaultSite, type Partner } from '#partners/domain';
import type { Placement } from './placement.js';
import type { Prepared } from './prepared.js';

/** Who records what nobody reported. */
const PLATFORM = 'platform';

/** Indexes of the further events of one submission, from which their ids derive (CONTRACTS R3). */
export const FURTHER = { registration: 1, replacement: 2, replacementsRegistration: 3 } as const;

/** The event that a report becomes at its place. */
export function newEvent(prepared: Prepared, placement: Placement): NewEvent {
  const { envelope, declaration, party, sender, occurrence, address } = prepared;
  const corrected = envelope.corrects === undefined ? undefined : placement.target?.id;
  const addressed = address.addressedBy.length > 0 ? address.addressedBy : (placement.addressedBy ?? []);
  const event: NewEvent = {
    id: prepared.id,
    type: declaration.type,
    schemaVersion: declaration.version,
    occurredAt: envelope.occurredAt,
    occurredAtPrecision: occurrence.precision,
    recordedBy: sender.id,
    confidence: envelope.confidence ?? 'manual',
    data: dataOf(prepared, placement),
    metadata: {
      correlationId: prepared.correlationId,
      submissionId: prepared.id,
      channel: prepared.channel,
      reference: prepared.reference,
      digest: prepared.digest,
      instant: occurrence.instant,
      date: occurrence.date,
      addressedBy: addressed,
      partyRoles: party.roles,
      ...(address.makersSerial !== undefined && { makersSerial: address.makersSerial }),
      ...(prepared.zoneInferred && { zoneInferred: true as const }),
      ...placement.marks,
    },
  };
  const location = locationOf(envelope.location, sender);
  if (location !== undefined) event.location = location;
  if (party.id !== sender.id) event.onBehalfOf = party.id;
  if (envelope.performedBy !== undefined) event.performedBy = envelope.performedBy;
  if (envelope.sequence !== undefined) event.sequence = envelope.sequence;
  if (envelope.evidence !== undefined) event.evidence = envelope.evidence as NonNullable<NewEvent['evidence']>;
  if (corrected !== undefined) event.corrects = corrected;
  return event;
}

/** Opens a device whose first report is about something else; it carries nothing that a fold could count (I6). */
export function registrationOf(event: NewEvent, index: number): NewEvent {
  const { correlationId, submissionId, reference, digest, instant, date } = event.metadata;
  return {
    id: derivedId(submissionId, index),
    type: 'DeviceRegistered',
    schemaVersion: 1,
    occurredAt: event.occurredAt,
    occurredAtPrecision: event.occurredAtPrecision,
    recordedBy: PLATFORM,
    confidence: 'asserted',
    data: { category: 'unknown', provenance: 'observed_used' },
    metadata: {
      correlationId,
      causationId: event.id,
      submissionId,
      channel: 'platform',
      reference,
      digest,
      instant,
      date,
      addressedBy: [],
    },
  };
}

/** A retraction names its target by id in the log, also where its sender named it by reference. */
function dataOf({ declaration, data }: Prepared, { target }: Placement): JsonObject {
  if (declaration.type !== 'EventRetracted' || target === undefined) return data;
  return { ...data, target: { eventId: target.id } };
}

/** Country of partners that are nowhere, such as the operator that every installation starts with (ISO 3166, user-assigned). */
const NOWHERE = 'ZZ';

/** Without a location the country is that of the sender's default site, marked so (CONTRACTS H3). */
function locationOf(reported: Prepared['envelope']['location'], sender: Partner): Location | undefined {
  if (reported !== undefined) return reported as Location;
  const { country } = defaultSite(sender);
  return country === NOWHERE ? undefined : { country, inferred: true };
}
