import type { RecordedEvent } from '#kernel';
import { textOf } from '../../domain/set/payload.js';
import { canonicalLot } from './recall.js';

/**
 * Lot of the battery that is in the device, canonical: as told last, and unknown once that battery was taken out or
 * another fitted of which nobody told it. A battery that is gone takes its recall with it.
 */
export function batteryLotOf(counted: readonly RecordedEvent[]): string | undefined {
  let lot: string | undefined;
  for (const { type, data } of counted) {
    const told = textOf(data, 'batteryLot');
    if (told !== undefined) lot = canonicalLot(told);
    else if (isChange(type) && textOf(data, 'slot') === 'battery') lot = undefined;
  }
  return lot;
}

const isChange = (type: string): boolean => type === 'PartRemoved' || type === 'PartInstalled';
