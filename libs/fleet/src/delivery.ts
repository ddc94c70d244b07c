import type { Micros } from '#kernel';
import type { Report } from '#lifecycle/domain';
import type { FleetDevice } from './device.js';
import type { FailureName } from './failures/failure-name.js';

/** One report on its way from a partner to Circulog. */
export interface Delivery {
  /** Partner that sends it. */
  partner: string;
  /** When it is sent: later than it happened where a partner is late. Deliveries of a device are in this order. */
  sentAt: Micros;
  report: Report & { reference: string };
  /** The failure case that it belongs to, if it is not an honest report. */
  failure?: FailureName;
}

/** What is told of one device, or, without a device, of a cohort's recycling batches. */
export interface ToldJourney {
  device?: FleetDevice;
  deliveries: Delivery[];
  /** Failure cases that happened to it. */
  failures: FailureName[];
}
