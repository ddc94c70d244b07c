import type { Micros } from '#kernel';
import type { ActivityKind } from './intensity.js';

/** Something that refurbishing took, as far as the device's own events say. */
export interface Activity {
  kind: ActivityKind;
  /** Slot, item or mode; energy has none. */
  of?: string;
  /** Milliwatt hours, milligrams, or milligrams carried one kilometre; absent: nobody said how much. */
  amount?: bigint;
}

/** An activity, when it was and which event reported it. */
export interface DatedActivity extends Activity {
  /** Place of the event among the journey's entries. */
  entry: number;
  at: Micros;
  eventId: string;
}
