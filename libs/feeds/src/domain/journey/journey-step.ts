import type { RecordedEvent } from '#kernel';
import type { Journey } from '#lifecycle/domain';

/** What one event made of the devices that it touches: each device once, under its root. */
export interface JourneyStep {
  event: RecordedEvent;
  before: readonly Journey[];
  after: readonly Journey[];
}
