import type { Delivery } from '../delivery.js';
import type { FailureName } from './failure-name.js';
import type { Telling } from './telling.js';

export interface FailureCase {
  name: FailureName;
  summary: string;
  /** What a good recorder answers to the report that is wrong, or finds later. */
  expects: 'refused' | 'quarantined' | 'anomaly' | 'repeat' | 'counted';
  /** The deliveries with the failure in them; `undefined` if it cannot happen to this device. */
  inject(telling: Telling): Delivery[] | undefined;
}

export type Inject = FailureCase['inject'];
