import type { JsonObject } from './json.js';
import type { Role } from './roles.js';
import type { Day, Micros } from './time.js';

export type Precision = 'second' | 'day';
export type Confidence = 'scanned' | 'manual' | 'asserted';
export type Channel = 'http' | 'kafka' | 'epcis' | 'file' | 'platform';

export interface Location {
  country?: string;
  gln?: string;
  site?: string;
  /** The country is that of the sender's default site, not reported (CONTRACTS H3). */
  inferred?: true;
}

export interface Evidence {
  kind: string;
  sha256: string;
  mediaType: string;
  uri?: string;
}

/** What the partner was answered at intake. Replayed for an identical repeat, read by no fold (CONTRACTS R2). */
export interface Receipt {
  outcome: 'accepted' | 'accepted_with_anomaly' | 'quarantined';
  deviceId?: string;
  deviceCreated: boolean;
  anomalies: ReceiptAnomaly[];
}

export type Severity = 'information' | 'warning' | 'high' | 'critical';

export interface ReceiptAnomaly {
  id: string;
  rule: string;
  severity: Severity;
  explanation: string;
  evidence: string[];
}

export interface EventMetadata {
  correlationId: string;
  causationId?: string;
  /** The id of the first event of the submission. */
  submissionId: string;
  channel: Channel;
  /** The sender's own reference: unique per `recordedBy` for ever (CONTRACTS R3). */
  reference: string;
  /** Digest of the normalised report without personal fields, with its version: `1:<base64url>`. */
  digest: string;
  /** `occurredAt` as UTC microseconds; with day precision the start of the day in the zone it was meant in. */
  instant: Micros;
  /** The stated date: `occurredAt` as written with day precision, else the date part as written. */
  date: Day;
  /** `occurredAt` was written without an offset and read in a zone that the sender's mapping declares (CONTRACTS H3). */
  zoneInferred?: true;
  /** Canonical identifiers or subject as submitted, such as `imei:356938035643809` (CONTRACTS I5). */
  addressedBy: string[];
  /** Serial number in a maker's payload, under the name that its maker had at intake: `serial:apple:C39X` (CONTRACTS I7). */
  makersSerial?: string;
  /** Identifiers that this event took over from a device whose interval had ended (CONTRACTS I4). */
  reappeared?: { identifier: string; deviceId: string }[];
  /** Roles of `partyOf(event)` at intake. The fold judges possession and the rank of sources by them (catalogue, P). */
  partyRoles?: readonly Role[];
  /** This report stands in for what that retraction voids; it counts only while the retraction does (CONTRACTS R6). */
  replacementIn?: { retractionId: string; stream: string };
  /** Exclusive identifiers that this event assigns while another device holds their claim (CONTRACTS I6). */
  contests?: { identifier: string; deviceId: string }[];
  /** Addressed identifiers that belonged to other devices at intake: not assigned, a merge proposal (CONTRACTS I4). */
  conflicts?: { identifier: string; deviceId: string }[];
  /** Addressed by hints alone that name each of these devices: set aside until somebody decides (CONTRACTS I3). */
  ambiguous?: string[];
  /** Of a replacement: the device that its user got instead, which is another device's history too. */
  newDeviceId?: string;
  /** Other devices that had been received for the same line of an order. */
  rivals?: string[];
  receipt?: Receipt;
}

/** An event before the log has given it its place. */
export interface NewEvent<Data = JsonObject> {
  id: string;
  type: string;
  schemaVersion: number;
  occurredAt: string;
  occurredAtPrecision: Precision;
  recordedBy: string;
  onBehalfOf?: string;
  performedBy?: string;
  sequence?: number;
  location?: Location;
  evidence?: Evidence[];
  confidence: Confidence;
  /** Id of the event that this one voids and replaces (CONTRACTS R6). */
  corrects?: string;
  data: Data;
  metadata: EventMetadata;
}

/** What happened, who said so, and the proof. `hash` covers the canonical JSON of every field but itself. */
export interface RecordedEvent<Data = JsonObject> extends NewEvent<Data> {
  stream: string;
  revision: number;
  /** UTC with milliseconds, from Circulog. */
  recordedAt: string;
  previousHash: string | null;
  hash: string;
}

/** The partner whose fact it is: the principal of a delegation, else the sender. */
export const partyOf = (event: Pick<NewEvent, 'recordedBy' | 'onBehalfOf'>): string =>
  event.onBehalfOf ?? event.recordedBy;
