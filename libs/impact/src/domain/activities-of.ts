import { type JsonObject, milligrams } from '#kernel';
import type { Entry, Journey } from '#lifecycle/domain';
import type { Activity, DatedActivity } from './activity.js';

/** Energy, new parts, accessories, packaging and transport that counted events report, in the journey's order. */
export function activitiesOf({ entries, description }: Journey): DatedActivity[] {
  const found: DatedActivity[] = [];
  entries.forEach(({ event, standing }, entry) => {
    const read = standing.standing === 'counted' ? READ[event.type] : undefined;
    const activity = read?.(event.data, description.massMg);
    if (activity !== undefined) found.push({ entry, eventId: event.id, at: event.metadata.instant, ...activity });
  });
  return found;
}

type Reading = (data: Entry['event']['data'], deviceMg: number | undefined) => Activity | undefined;

const NEW_PARTS: readonly unknown[] = ['new_oem', 'new_aftermarket'];

const READ: Readonly<Record<string, Reading>> = {
  RefurbishmentCompleted: ({ energyKWh }) => ({ kind: 'energy', ...amountOf(energyKWh, 1_000_000) }),
  PartInstalled: ({ slot, origin, massKg }) =>
    NEW_PARTS.includes(origin) ? { kind: 'part', of: String(slot), ...massOf(massKg) } : undefined,
  AccessoryAdded: (data) => putIn('accessory', data),
  PackagingUsed: (data) => putIn('packaging', data),
  TransportScanned: ({ mode, distanceKm }, deviceMg) =>
    mode === undefined ? undefined : { kind: 'transport', of: String(mode), ...amountOf(distanceKm, deviceMg) },
};

const putIn = (kind: 'accessory' | 'packaging', data: JsonObject): Activity | undefined =>
  data.origin === 'reused' ? undefined : { kind, of: String(data.kind), ...massOf(data.massKg) };

const massOf = (massKg: unknown) => (typeof massKg === 'number' ? { amount: BigInt(milligrams(massKg)) } : {});

const amountOf = (value: unknown, by: number | undefined) =>
  typeof value === 'number' && by !== undefined ? { amount: BigInt(Math.round(value * by)) } : {};
