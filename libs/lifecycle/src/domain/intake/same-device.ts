import type { Failure, RecordedEvent } from '#kernel';
import { attribute, homeDevice } from '../set/attribution.js';
import { historyOfDevice } from './journeys.js';
import { type PlacingContext, settle } from './place-device.js';
import type { Placed, Placement } from './placement.js';
import type { Prepared } from './prepared.js';
import { refused } from './refuse.js';
import { hintedDevices, type Resolution, resolveDevice, rootOf, type Whereabouts } from './resolve-device.js';

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

/** A retraction that names a device means an event of it: what it is addressed by, it must be known by. */
export function retractedDevice(
  prepared: Prepared,
  target: RecordedEvent,
  at: Placement,
  context: PlacingContext,
): Placed {
  if (isAddressedAlike(prepared, target)) return at;
  const home = homeDevice(target.stream);
  if (home === undefined || namesUnknownHints(prepared, context)) return refused(422, notRetracted);
  const named = resolveAt(home, prepared, context);
  if ('unknown' in named) return refused(422, named.unknown);
  if (meansDevice(named, prepared, home, context)) return sameDevice(prepared, target, home, context);
  const owner = ownerOf(target, home, context);
  return owner !== home && meansDevice(named, prepared, owner, context) ? at : refused(422, notRetracted);
}

/** The device that the event belongs to by now, which a split may have given it to. */
const ownerOf = (target: RecordedEvent, home: string, { known }: PlacingContext): string =>
  attribute(home, historyOfDevice(known, home).events).deviceOf(target) ?? home;

const namesUnknownHints = (prepared: Prepared, { known, journeys }: PlacingContext): boolean =>
  namesByHintsAlone(prepared) && hintedDevices(known, journeys, prepared.party.id, prepared.address.hints).length === 0;

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

const notRetracted: Failure = {
  pointer: '/device',
  rule: 'other-device',
  detail: 'The event to retract is not about this device.',
  hint: 'Check which event you mean. A retraction needs no device: it finds its place by its target.',
};
