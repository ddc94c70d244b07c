import { deviceStream } from '../set/attribution.js';
import { assignedBy } from './assigned.js';
import { hintClaims, identifierClaims, linkClaims } from './claims.js';
import type { Journeys } from './journeys.js';
import type { Known } from './known.js';
import { type Placed, type Placement, placedIn } from './placement.js';
import type { Prepared } from './prepared.js';
import { refused } from './refuse.js';
import { resolveDevice, rootOf, type Whereabouts } from './resolve-device.js';
import { resolveIdentifier } from './resolve-identifier.js';

export interface PlacingContext {
  known: Known;
  journeys: Journeys;
  newDeviceId: () => string;
}

/** A report about a device goes to the stream that its identifiers name, or opens one. */
export function placeOnDevice(prepared: Prepared, context: PlacingContext): Placed {
  const found = resolveDevice(prepared, context.known, context.journeys, context.newDeviceId);
  if ('unknown' in found) return refused(422, found.unknown);
  const created = found.created || isPromised(prepared, found, context);
  return settle(prepared, { ...found, created }, context);
}

/** A hint may name a device that nobody has reported on: one that took another's place, and got its id with that. */
const isPromised = (
  { address: { hints } }: Prepared,
  { deviceId, ambiguous }: Whereabouts,
  { journeys }: PlacingContext,
) => hints.length > 0 && ambiguous.length === 0 && journeys.of(deviceId) === undefined;

/** The claims and marks that come with a report which goes to the device in any case. */
export function settle(prepared: Prepared, found: Whereabouts, { known, journeys }: PlacingContext): Placement {
  const { deviceId } = found;
  if (found.ambiguous.length > 0) {
    return placedIn(deviceStream(deviceId), { deviceId, marks: { ambiguous: found.ambiguous } });
  }
  const { fresh, reappeared, contests } = assignments(prepared, found, { known, journeys });
  const marks: Placement['marks'] = {
    ...(reappeared.length > 0 && { reappeared }),
    ...(contests.length > 0 && { contests }),
    ...(found.conflicts.length > 0 && { conflicts: found.conflicts }),
  };
  const taken = reappeared.length === 0 ? fresh : [...fresh, ...reappeared.map(({ identifier }) => identifier)];
  const claims = identifierClaims(known, taken, deviceId);
  const { hints } = prepared.address;
  if (hints.length > 0) claims.push(...hintClaims(known, prepared.party.id, hints, deviceId));
  if (contests.length > 0) claims.push(...linkClaims(known, [deviceId, ...contests.map((one) => one.deviceId)]));
  return placedIn(deviceStream(deviceId), { deviceId, created: found.created, claims, marks });
}

/** Identifiers that the payload assigns: free ones are claimed, those of another device are contested (I6). */
function assignments(
  prepared: Prepared,
  found: Whereabouts,
  { known, journeys }: Pick<PlacingContext, 'known' | 'journeys'>,
): Pick<Whereabouts, 'fresh' | 'reappeared'> & { contests: Whereabouts['conflicts'] } {
  const assigned = assignedBy(prepared);
  const contests: Whereabouts['conflicts'] = [];
  if (assigned.length === 0) return { fresh: found.fresh, reappeared: found.reappeared, contests };
  const fresh = [...found.fresh];
  const reappeared = [...found.reappeared];
  const root = found.created ? found.deviceId : rootOf(found.deviceId, journeys);
  for (const identifier of assigned) {
    const resolved = resolveIdentifier(known, journeys, identifier, prepared.occurrence.instant);
    if (resolved.found === 'none') fresh.push(identifier);
    else if (resolved.found === 'reappeared') {
      if (rootOf(resolved.from, journeys) !== root) reappeared.push({ identifier, deviceId: resolved.from });
    } else if (rootOf(resolved.deviceId, journeys) !== root) {
      contests.push({ identifier, deviceId: resolved.deviceId });
    }
  }
  return { fresh, reappeared, contests };
}
