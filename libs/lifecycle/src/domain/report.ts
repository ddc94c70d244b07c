import type { Confidence, Evidence, JsonObject, Receipt, Refusal } from '#kernel';

/** A partner's report as it comes in on any channel, before anything about it is believed. */
export interface Report {
  device?: string | string[];
  subject?: string;
  type: string;
  occurredAt: string;
  reference?: string;
  data?: JsonObject;
  onBehalfOf?: string;
  sequence?: number;
  location?: { country?: string; gln?: string; site?: string };
  performedBy?: string;
  evidence?: Evidence[];
  confidence?: Confidence;
  corrects?: string | { reference: string };
  unknownDevice?: 'open' | 'refuse';
}

/** What `POST /v1/events` answers. */
export interface Answer {
  eventId: string;
  deviceId?: string;
  deviceCreated: boolean;
  revision: number;
  outcome: Receipt['outcome'];
  anomalies: Receipt['anomalies'];
}

/** The three answers to what partners report, and the harmless repeat. A value, so that every channel answers each. */
export type Outcome =
  | { outcome: 'recorded'; status: 201 | 202; answer: Answer; position: string }
  | { outcome: 'repeat'; status: 200; answer: Answer }
  | Refusal;
