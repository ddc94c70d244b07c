import type { Failure } from '#kernel';
import { deviceStream, homeDevice } from '../set/attribution.js';
import { textOf, textsOf } from '../set/payload.js';
import { takenBySplit } from './assigned.js';
import { identifierClaims, linkClaims } from './claims.js';
import { linkedDevices } from './journeys.js';
import type { PlacingContext } from './place-device.js';
import { type Claim, type Placed, placedIn } from './placement.js';
import type { Prepared } from './prepared.js';
import { refused } from './refuse.js';
import { resolveDevice } from './resolve-device.js';

/** One event in the absorbed device's stream (CONTRACTS I5). */
export function placeMerge({ data }: Prepared, { known, journeys }: PlacingContext): Placed {
  const survivorId = textOf(data, 'survivorId') ?? '';
  const absorbedId = textOf(data, 'absorbedId') ?? '';
  const failures: Failure[] = [];
  if (journeys.of(survivorId) === undefined) failures.push(unknown('/data/survivorId', survivorId));
  if (journeys.of(absorbedId) === undefined) failures.push(unknown('/data/absorbedId', absorbedId));
  if (survivorId === absorbedId) {
    failures.push({ pointer: '/data/absorbedId', rule: 'same-device', detail: 'A device is one with itself already.' });
  }
  if (failures.length > 0) return refused(422, ...failures);
  return placedIn(deviceStream(absorbedId), {
    deviceId: absorbedId,
    claims: linkClaims(known, [survivorId, absorbedId]),
    addressedBy: [`device:${absorbedId}`],
  });
}

/** Re-attributes events to a device of their own; they stay where they are (CONTRACTS I5). */
export function placeSplit(prepared: Prepared, context: PlacingContext): Placed {
  const { known, journeys } = context;
  const { data } = prepared;
  const found = resolveDevice(withoutOpening(prepared), known, journeys, context.newDeviceId);
  if ('unknown' in found) return refused(422, found.unknown);
  const newDeviceId = textOf(data, 'newDeviceId') ?? '';
  const members = linkedDevices(known, found.deviceId);
  const failures = textsOf(data, 'eventIds').flatMap((id, index): Failure[] => {
    const home = homeDevice(known.event(id)?.stream ?? '');
    if (home !== undefined && members.includes(home)) return [];
    return [
      { pointer: `/data/eventIds/${index}`, rule: 'target-unknown', detail: `${id} is no event of this device.` },
    ];
  });
  if (newDeviceId === found.deviceId || (!members.includes(newDeviceId) && journeys.of(newDeviceId) !== undefined)) {
    failures.push({ pointer: '/data/newDeviceId', rule: 'device-exists', detail: 'A split makes a new device.' });
  }
  if (failures.length > 0) return refused(422, ...failures);
  const taken = takenBySplit(data);
  const foreign = taken.flatMap((identifier) => {
    const holder = known.holder('identifier', identifier);
    return holder === null || members.includes(holder) ? [] : [{ identifier, deviceId: holder }];
  });
  const own = taken.filter((identifier) => foreign.every((one) => one.identifier !== identifier));
  return placedIn(deviceStream(found.deviceId), {
    deviceId: found.deviceId,
    claims: [
      ...identifierClaims(known, own, newDeviceId),
      ...linkClaims(known, [found.deviceId, newDeviceId, ...foreign.map(({ deviceId }) => deviceId)]),
    ],
    marks: foreign.length > 0 ? { contests: foreign } : {},
  });
}

/** Ends a contest: the claim goes to the device that it was decided for (CONTRACTS I6). */
export function placeContestResolution({ data }: Prepared, { known, journeys }: PlacingContext): Placed {
  const identifier = `${textOf(data, 'kind')}:${textOf(data, 'value')}`;
  const holder = known.holder('identifier', identifier);
  if (holder === null) {
    return refused(422, { pointer: '/data/value', rule: 'unknown-identifier', detail: `No device has ${identifier}.` });
  }
  const winner = textOf(data, 'holderDeviceId');
  const claims: Claim[] = [];
  if (winner !== undefined && winner !== 'none') {
    if (journeys.of(winner) === undefined) return refused(422, unknown('/data/holderDeviceId', winner));
    claims.push(...identifierClaims(known, [identifier], winner), ...linkClaims(known, [holder, winner]));
  }
  return placedIn(deviceStream(holder), { deviceId: holder, claims });
}

const withoutOpening = (prepared: Prepared): Prepared => ({
  ...prepared,
  envelope: { ...prepared.envelope, unknownDevice: 'refuse' },
});

const unknown = (pointer: string, id: string): Failure => ({
  pointer,
  rule: 'unknown-device',
  detail: `Circulog knows no device ${id}.`,
});
