import type { EventMetadata, EveryEventField, Receipt, RecordedEvent, Tier, Tiers, TiersOf } from '#kernel';
import type { Entry } from '../journey.js';
import { declarationOf } from '../registry.js';

/** An event as it goes out, beside its payload: who said so, how it stands, what its sender was answered. */
export interface Envelope
  extends Omit<RecordedEvent, 'id' | 'data' | 'metadata'>,
    Pick<EventMetadata, 'reference' | 'addressedBy' | 'zoneInferred'>,
    Partial<Pick<Receipt, 'outcome' | 'deviceCreated' | 'anomalies'>> {
  eventId: string;
  /** Root of the device that it belongs to now. */
  deviceId?: string;
  standing?: string;
  rule?: string;
  explanation?: string;
  decidedBy?: string;
  by?: string;
}

/** What is for auditors here, the sender and its principal see of their own events. */
export const ENVELOPE_TIERS: TiersOf<Envelope> = {
  eventId: 'public',
  deviceId: 'public',
  type: 'public',
  schemaVersion: 'public',
  occurredAt: 'public',
  occurredAtPrecision: 'public',
  zoneInferred: 'holder',
  recordedAt: 'public',
  recordedBy: 'holder',
  onBehalfOf: 'holder',
  performedBy: 'auditor',
  sequence: 'holder',
  location: { country: 'public', gln: 'holder', site: 'holder', inferred: 'holder' },
  evidence: 'holder',
  confidence: 'holder',
  corrects: 'public',
  reference: 'auditor',
  addressedBy: 'auditor',
  revision: 'public',
  stream: 'auditor',
  outcome: 'auditor',
  deviceCreated: 'auditor',
  anomalies: 'auditor',
  standing: 'public',
  rule: 'holder',
  explanation: 'holder',
  decidedBy: 'holder',
  by: 'holder',
  previousHash: 'auditor',
  hash: 'auditor',
};

/** What a journey says of an event beside it. */
export const ENTRY_TIERS: TiersOf<Pick<Entry, 'anomalies'>> = { anomalies: 'holder' };

/** Fields that every payload takes. */
export const EVERY_EVENT_TIERS: Readonly<Record<EveryEventField, Tier>> = {
  at: 'holder',
  massSource: 'holder',
  extensions: 'holder',
};

/** Who may see which field of a payload; of a type that is not declared nobody but auditors sees any. */
export const payloadTiers = (type: string): Tiers => {
  const declared = declarationOf(type);
  return declared === undefined ? {} : { ...declared.tiers, ...EVERY_EVENT_TIERS };
};
