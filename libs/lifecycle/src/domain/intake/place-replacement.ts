import { textOf } from '../set/payload.js';
import { readAddress } from './address.js';
import { hintClaims, identifierClaims, tyingTo } from './claims.js';
import type { PlacingContext } from './place-device.js';
import type { Placed, Placement } from './placement.js';
import type { Prepared } from './prepared.js';
import { refused } from './refuse.js';
import { resolveDevice } from './resolve-device.js';

/**
 * Ties a replaced device to the one that its user got instead, so that each is loaded with the other. One that nobody
 * has reported on gets its id now, by a claim: its first report opens it, also one
 * by a hint of the same partner.
 */
export function withNewDevice(placed: Placement, prepared: Prepared, context: PlacingContext): Placed {
  const { known, journeys } = context;
  const device = textOf(prepared.data, 'newDevice') ?? '';
  const { address } = readAddress({ device, type: prepared.declaration.type, data: {}, refuseTestImeis: false });
  const named = [...address.exclusive, ...address.hints];
  if (placed.deviceId === undefined || named.some((text) => prepared.address.addressedBy.includes(text))) return placed;
  const found = resolveDevice({ ...prepared, address }, known, journeys, context.newDeviceId);
  if ('unknown' in found) return refused(422, { ...found.unknown, pointer: '/data/newDevice' });
  if (found.ambiguous.length > 0 || found.deviceId === placed.deviceId) return placed;
  return {
    ...placed,
    claims: [
      ...tyingTo(known, placed.claims, [placed.deviceId, found.deviceId]),
      ...identifierClaims(known, found.fresh, found.deviceId),
      ...hintClaims(known, prepared.party.id, address.hints, found.deviceId),
    ],
    marks: { ...placed.marks, newDeviceId: found.deviceId },
  };
}
