import { type Micros, partyOf } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import { described } from './measure.js';

/** When and by whom it was made, as the last report of it that counts says. */
export interface Manufacture {
  cell: { at: Micros; because: readonly string[] };
  dimensions: Record<'partner' | 'country' | 'category' | 'model', string | undefined>;
}

export function manufactureOf(journey: Journey): Manufacture | undefined {
  const made = journey.entries.findLast(
    ({ event, standing }) => event.type === 'DeviceManufactured' && standing.standing === 'counted',
  )?.event;
  if (made === undefined) return undefined;
  return {
    cell: { at: made.metadata.instant, because: [made.id] },
    dimensions: { partner: partyOf(made), country: made.location?.country, ...described(journey) },
  };
}
