import type { EventMetadata, RecordedEvent, Refusal } from '#kernel';

/** A lock to take with the append; `expected` null: nobody may hold it (CONTRACTS R5). */
export interface Claim {
  scope: 'reference' | 'identifier' | 'link';
  key: string;
  expected: string | null;
  holder: string;
}

/** Where a report goes and what it takes with it. */
export interface Placement {
  stream: string;
  /** Device whose journey it belongs to; absent for orders, batches, parts, recalls and models. */
  deviceId?: string;
  created: boolean;
  claims: Claim[];
  marks: Pick<EventMetadata, 'reappeared' | 'contests' | 'conflicts' | 'ambiguous' | 'newDeviceId' | 'rivals'>;
  /** The event that it voids or decides on. */
  target?: RecordedEvent;
  /** Instead of the report's own, where that has none. */
  addressedBy?: string[];
}

export type Placed = Placement | Refusal;

export const isRefusal = (placed: Placed): placed is Refusal => 'outcome' in placed;

export const placedIn = (stream: string, more: Partial<Placement> = {}): Placement => ({
  stream,
  created: false,
  claims: [],
  marks: {},
  ...more,
});
