import type { Channel, EventDeclaration, JsonObject } from '#kernel';
import type { Partner } from '#partners/domain';
import type { Address } from './address.js';
import type { Envelope } from './envelope.js';
import type { Occurrence } from './occurrence.js';

/** A report that is well-formed and allowed: what remains is to find its device and its place in the log. */
export interface Prepared {
  /** Drawn once per submission; it stays through every retry (CONTRACTS R3). */
  id: string;
  envelope: Envelope;
  declaration: EventDeclaration;
  data: JsonObject;
  sender: Partner;
  /** The principal, else the sender. */
  party: Partner;
  address: Address;
  occurrence: Occurrence;
  reference: string;
  digest: string;
  channel: Channel;
  correlationId: string;
  /** The offset of `occurredAt` was not written by the sender, but follows from its mapping. */
  zoneInferred?: true;
  /** Version that the device must still have. */
  ifMatch?: string;
  /** Of a retraction: the report that takes its target's place (CONTRACTS R6). */
  replacement?: Prepared;
}

export const referenceKey = ({ sender, reference }: Pick<Prepared, 'sender' | 'reference'>): string =>
  `${sender.id}/${reference}`;

/** What is kept with a reference: which event it became, where, and of which content. */
export interface ReferenceHolder {
  eventId: string;
  stream: string;
  digest: string;
}

export const writeHolder = ({ eventId, stream, digest }: ReferenceHolder): string => `${eventId} ${stream} ${digest}`;

/** Streams may hold blanks; ids and digests do not. */
export function readHolder(text: string): ReferenceHolder {
  const first = text.indexOf(' ');
  const last = text.lastIndexOf(' ');
  return { eventId: text.slice(0, first), stream: text.slice(first + 1, last), digest: text.slice(last + 1) };
}
