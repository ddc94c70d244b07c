import type { Failure } from '#kernel';
import { assignedBy } from './assigned.js';
import type { Journeys } from './journeys.js';
import type { Known } from './known.js';
import type { Prepared } from './prepared.js';
import { resolveIdentifier } from './resolve-identifier.js';

interface Taken {
  identifier: string;
  deviceId: string;
}

/** Which device's stream a report goes to, and what its identifiers become (CONTRACTS I3 to I6). */
export interface Whereabouts {
  deviceId: string;
  /** No event speaks of the device yet: this one opens it. */
  created: boolean;
  /** Exclusive identifiers that nobody holds and the device takes. */
  fresh: string[];
  /** Taken over from a device that lost them with its board. */
  reappeared: Taken[];
  /** Held by other devices: a proposal to merge. */
  conflicts: Taken[];
  /** Devices that the hints of a report without anything stronger name. */
  ambiguous: string[];
}

export type Resolution = Whereabouts | { unknown: Failure };

export function resolveDevice(prepared: Prepared, known: Known, journeys: Journeys, newId: () => string): Resolution {
  const { address, occurrence, party } = prepared;
  const missing = address.deviceIds.find((id) => journeys.of(id) === undefined);
  if (missing !== undefined) return { unknown: unknownDevice(`device:${missing}`, 'Circulog gave out no such id.') };
  const held: Taken[] = address.deviceIds.map((deviceId) => ({ identifier: `device:${deviceId}`, deviceId }));
  const free: string[] = [];
  const reappeared: Taken[] = [];
  const assigned = new Set(assignedBy(prepared));
  for (const identifier of address.exclusive) {
    if (assigned.has(identifier)) continue;
    const resolved = resolveIdentifier(known, journeys, identifier, occurrence.instant);
    if (resolved.found === 'device') held.push({ identifier, deviceId: resolved.deviceId });
    else if (resolved.found === 'none') free.push(identifier);
    else reappeared.push({ identifier, deviceId: resolved.from });
  }
  const target = held[0]?.deviceId;
  if (target !== undefined) return among(target, { held, free, reappeared }, journeys);
  const hinted = hintedDevices(known, journeys, party.id, address.hints);
  if (free.length + reappeared.length === 0 && hinted.length > 1) {
    return { ...empty(hinted[0] ?? ''), ambiguous: hinted };
  }
  const adopted =
    hinted.length === 1
      ? adopting(hinted[0] ?? '', [...free, ...reappeared.map(({ identifier }) => identifier)], journeys)
      : undefined;
  if (adopted !== undefined) return { ...empty(adopted), fresh: acceptable(adopted, free, journeys), reappeared };
  if (prepared.envelope.unknownDevice === 'refuse') return { unknown: unknownDevice(address.addressedBy.join(', ')) };
  return { ...empty(newId()), created: true, fresh: acceptable(undefined, free, journeys), reappeared };
}

const empty = (deviceId: string): Whereabouts => ({
  deviceId,
  created: false,
  fresh: [],
  reappeared: [],
  conflicts: [],
  ambiguous: [],
});

function among(
  target: string,
  { held, free, reappeared }: { held: Taken[]; free: string[]; reappeared: Taken[] },
  journeys: Journeys,
): Whereabouts {
  const root = rootOf(target, journeys);
  const conflicts = held.filter(({ deviceId }) => deviceId !== target && rootOf(deviceId, journeys) !== root);
  const elsewhere = reappeared.filter(({ deviceId }) => rootOf(deviceId, journeys) !== root);
  return {
    ...empty(target),
    created: !journeys.isPlain(target) && journeys.of(target) === undefined,
    fresh: acceptable(target, free, journeys),
    reappeared: elsewhere,
    conflicts,
  };
}

export const rootOf = (deviceId: string, journeys: Journeys): string =>
  journeys.isPlain(deviceId) ? deviceId : (journeys.of(deviceId)?.deviceId ?? deviceId);

/** New identifiers but those that contradict what the device has: a second serial number of one manufacturer (I6). */
function acceptable(deviceId: string | undefined, free: readonly string[], journeys: Journeys): string[] {
  if (free.length === 0) return [];
  const taken = new Set<string>();
  const had = deviceId === undefined ? undefined : journeys.of(deviceId)?.identifiers;
  for (const { identifier, until } of had ?? []) {
    if (until === undefined && identifier.startsWith('serial:')) taken.add(makerOf(identifier));
  }
  return free.filter((identifier) => {
    if (!identifier.startsWith('serial:')) return true;
    const maker = makerOf(identifier);
    if (taken.has(maker)) return false;
    taken.add(maker);
    return true;
  });
}

const makerOf = (serial: string): string => serial.slice(0, serial.indexOf(':', 'serial:'.length));

export function hintedDevices(known: Known, journeys: Journeys, partyId: string, hints: readonly string[]): string[] {
  const byRoot = new Map<string, string>();
  for (const hint of hints) {
    const holder = known.holder('identifier', `${partyId}/${hint}`);
    for (const device of holder === null ? [] : (JSON.parse(holder) as string[])) {
      const root = rootOf(device, journeys);
      if (!byRoot.has(root)) byRoot.set(root, device);
    }
  }
  return [...byRoot.values()].sort();
}

/** A hint leads stronger identifiers to the one device it names if that has none of their kind (they arrive late). */
function adopting(deviceId: string, identifiers: readonly string[], journeys: Journeys): string | undefined {
  const kinds = new Set(journeys.of(deviceId)?.identifiers.map(({ kind }) => kind));
  const rival = identifiers.some((identifier) => kinds.has(identifier.slice(0, identifier.indexOf(':'))));
  return rival ? undefined : deviceId;
}

const unknownDevice = (names: string, why = 'No report has named it so far.'): Failure => ({
  pointer: '/device',
  rule: 'unknown-device',
  detail: `${names} is not known. ${why}`,
  hint: 'Check it for a typing error, or leave out `unknownDevice` to open a device.',
});
