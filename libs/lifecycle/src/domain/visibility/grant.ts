import type { Micros, Tier } from '#kernel';

/** A partner lets another see the device for a while, read only. */
export interface Grant {
  /** Who may see it. */
  partner: string;
  by: string;
  eventId: string;
  /** The widest tier that it opens. */
  tier: Exclude<Tier, 'auditor'>;
  from: Micros;
  /** Whether that has passed is for who asks to judge: no clock is in a fold (CONTRACTS P1). */
  until?: Micros;
  revokedBy?: string;
}
