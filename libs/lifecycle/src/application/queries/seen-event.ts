import type { RecordedEvent, Tier } from '#kernel';
import type { Standing } from '../../domain/journey.js';

/** An event and how much of it the one who asks may see. */
export interface SeenEvent {
  event: RecordedEvent;
  deviceId?: string;
  standing: Standing;
  /** Sent by or for the one who asks, or asked by an auditor or operator. */
  own: boolean;
  tiers: readonly Tier[];
}
