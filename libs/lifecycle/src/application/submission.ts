import type { Channel, Micros } from '#kernel';
import type { Report } from '#lifecycle/domain';
import type { Caller } from '#partners/domain';

/** One report on its way into the log, from whichever channel. */
export interface Submission {
  /** As it came: nothing in it is believed before the recorder has checked it. */
  report: Report;
  caller: Caller;
  channel: Channel;
  correlationId: string;
  /** The reference where the report has none: an idempotency key, or digest and occurrence in a file (R3). */
  fallbackReference?: string;
  /** `occurredAt` was read in a zone that a mapping declares (CONTRACTS H3). */
  zoneInferred?: true;
  /** Version that the device must still have (CONTRACTS H4). */
  ifMatch?: string;
  /** Present time, against which future times are refused and delegations judged. */
  receivedAt: Micros;
}
