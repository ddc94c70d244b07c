import type { Failure, RecordedEvent } from '#kernel';
import { type PlacingContext, settle } from './place-device.js';
import type { Placed } from './placement.js';
import type { Prepared } from './prepared.js';
import { refused } from './refuse.js';
import { type Resolution, resolveDevice, rootOf, type Whereabouts } from './resolve-device.js';

/** A correction may name the device again, beside a name that it has also by new ones; never another device. */
export function sameDevice(prepared: Prepared, target: RecordedEvent, home: string, context: PlacingContext): Placed {
  const named = resolveAt(home, prepared, context);
  if ('unknown' in named) return refused(422, named.unknown);
  const isSame = meansDevice(named, prepared, home, context);
  if (!isSame && !isAddressedAlike(prepared, target)) return refused(422, otherDevice);
  const found = isSame && !named.created ? named : resolveAt(home, beside(home, prepared), context);
  if ('unknown' in found) return refused(422, found.unknown);
  const settled = settle(prepared, { ...found, deviceId: home, created: false, ambiguous: [] }, context);
  return { ...settled, stream: target.stream, target };
}

const resolveAt = (home: string, prepared: Prepared, { known, journeys }: PlacingContext): Resolution =>
  resolveDevice(
    { ...prepared, envelope: { ...prepared.envelope, unknownDevice: 'open' } },
    known,
    journeys,
    () => home,
  );

const beside = (home: string, prepared: Prepared): Prepared => ({
  ...prepared,
  address: { ...prepared.address, deviceIds: [home, ...prepared.address.deviceIds] },
});

/** Exclusive identifiers that nobody has might be anybody’s, whoever reports by them first. */
function meansDevice(named: Whereabouts, prepared: Prepared, home: string, { journeys }: PlacingContext): boolean {
  const root = rootOf(home, journeys);
  const isRoot = (deviceId: string) => rootOf(deviceId, journeys) === root;
  if (!named.created) return isRoot(named.deviceId);
  return namesByHintsAlone(prepared) || named.reappeared.some(({ deviceId }) => isRoot(deviceId));
}

const namesByHintsAlone = ({ address }: Prepared): boolean =>
  address.addressedBy.every((text) => address.hints.includes(text));

const isAddressedAlike = ({ address }: Prepared, { metadata }: RecordedEvent): boolean =>
  [...address.addressedBy].sort().join('\n') === [...metadata.addressedBy].sort().join('\n');

const otherDevice: Failure = {
  pointer: '/device',
  rule: 'other-device',
  detail: 'A correction keeps the device of the event that it corrects.',
  hint: 'Name the device by an identifier that it has, beside a new one; if the event is about another device, retract it with EventRetracted and a replacement.',
};
