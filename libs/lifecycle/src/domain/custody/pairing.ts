import { MICROS_PER_DAY, type RecordedEvent } from '#kernel';
import { textOf } from '../set/payload.js';

/** A time by which clocks of the two ends may differ, or a report may lag, in either order (catalogue, rule 5). */
export const PAIRING_TOLERANCE = MICROS_PER_DAY;

/** What both ends call the hand-over. */
export const refOf = ({ data }: RecordedEvent): string | undefined =>
  textOf(data, 'handoverRef') ?? textOf(data, 'shipmentId');
