import type { Indicator } from './indicator.js';

/** What refurbishing takes: electricity, new parts, what is put in beside the device, and its way. */
export const ACTIVITY_KINDS = ['energy', 'part', 'accessory', 'packaging', 'transport'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** Where a figure was read: in the source itself, in a text that quotes it, or nowhere that could be looked up. */
export const CONFIRMATIONS = ['source', 'secondary', 'unconfirmed'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

/** Impact of one unit of an activity: per kWh, per kg of what was built or put in, per kg carried one km. */
export interface Intensity {
  kind: ActivityKind;
  /** Slot, item or mode; absent: every one of the kind. */
  of?: string;
  indicator: Indicator;
  perUnit: string;
  confirmation: Confirmation;
  source: string;
}
