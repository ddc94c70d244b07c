import type { JsonObject, Tier } from '#kernel';
import type { Journey } from '../journey.js';
import { DEVICE_TIERS, type DeviceState } from './device-tiers.js';
import { visibleFields } from './visible-fields.js';

/** The state of a device as far as these tiers hold it, times in microseconds. */
export const visibleDevice = (journey: Journey, tiers: readonly Tier[]): JsonObject =>
  visibleFields(DEVICE_TIERS, deviceState(journey) as unknown as JsonObject, tiers);

/** With what the rest of the journey comes to in short, for those who may not see the rest. */
function deviceState(journey: Journey): DeviceState {
  const { lives, cycles, sales, parts } = journey;
  const sold = sales.findLast(({ cancelledBy }) => cancelledBy === undefined);
  return {
    ...journey,
    lifeCount: lives.filter(({ voidedBy }) => voidedBy === undefined).length,
    cycleCount: cycles.length,
    ...(sold?.grade !== undefined && { gradeAtLastSale: sold.grade }),
    partsReplaced: parts.some(({ change }) => change === 'installed'),
    erasureCertified: isErasureCertified(journey),
  };
}

function isErasureCertified({ data, media }: Journey): boolean {
  if (data !== 'erased' && data !== 'destroyed') return false;
  const present = media.filter(({ state }) => state !== 'removed');
  return present.length > 0 && present.every(({ verified, certificate }) => verified && certificate !== undefined);
}
