import type { JsonObject } from '#kernel';
import type { Caller } from '#partners/domain';
import type { Submission } from '../submission.js';

/** Who decides, when, and under which reference: what every decision of a person has. */
export interface Decider {
  caller: Caller;
  correlationId: string;
  /** Unique: a repeat under the same one is answered as the first. */
  reference: string;
  receivedAt: number;
}

/** A decision as the report that it is: decisions are events and go the way of all events (CONTRACTS R2). */
export function decisionReport(
  type: string,
  data: JsonObject,
  { caller, correlationId, reference, receivedAt }: Decider,
  device?: string,
): Submission {
  return {
    report: {
      type,
      data,
      occurredAt: new Date(receivedAt / 1000).toISOString(),
      reference,
      ...(device !== undefined && { device }),
    },
    caller,
    channel: 'http',
    correlationId,
    receivedAt,
  };
}
