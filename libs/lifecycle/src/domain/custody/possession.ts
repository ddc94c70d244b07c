import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import type { Leg, Party } from '../journey.js';
import { declarations } from '../registry.js';
import { spoken } from '../visibility/pseudonyms.js';
import { hasRole, isPartner, senderOf, type Walk } from '../walk/walk.js';
import { contest, gap } from './contest.js';
import { acceptedLeg, closeLeg, hold } from './holding.js';

/** Event types by which the sender says "I have it in my hands" (catalogue, P). */
const POSSESSION = new Set(declarations.filter(({ possession }) => possession === true).map(({ type }) => type));

const HANDLING = [
  'manufacturer',
  'retailer',
  'marketplace',
  'trade-in',
  'owner',
  'logistics',
  'refurbisher',
  'recycler',
];

/** Types that partners without the device in their hands send too: labs, erasure services, auditors. */
const SENT_BY_SERVICES = new Set([
  'DiagnosticsReported',
  'ErasureStarted',
  'ErasureCompleted',
  'GradeAssigned',
  'PartRemoved',
]);

/** Whether the report says where the device is: it depends on the sender's roles, not only on the type. */
export function bindsSender(walk: Walk, event: RecordedEvent): boolean {
  if (!POSSESSION.has(event.type) || event.data.stage === 'in_field') return false;
  const handles = hasRole(event, ...HANDLING);
  if (handles === undefined) {
    if (event.confidence === 'asserted') return false;
    return !SENT_BY_SERVICES.has(event.type) || walk.memory.presence.has(senderOf(event));
  }
  return handles || (event.type === 'DeviceDestroyed' && hasRole(event, 'erasure') === true);
}

/** The leg that is on its way to a party, the one released last; else the one whose receiver nobody has named. */
export const legOpenTo = (walk: Walk, party: Party): Leg | undefined =>
  walk.openLegs.findLast(({ to }) => to === party) ?? legToUnknown(walk);

/** On its way from whoever has it now; whoever shows that it has the device was meant. */
function legToUnknown({ journey: { custody }, carriage, openLegs }: Walk): Leg | undefined {
  const from =
    custody.state === 'in_transfer' && custody.to === 'unknown'
      ? custody.from
      : custody.state === 'held' && carriage?.to === 'unknown' && carriage.carrier === custody.party
        ? custody.party
        : undefined;
  return from === undefined ? undefined : openLegs.findLast((leg) => leg.to === 'unknown' && leg.from === from);
}

/** From a non-holder, possession is an acceptance if nobody is known to hold it or the holder released to it. */
export function claimPossession(walk: Walk, event: RecordedEvent): void {
  if (!bindsSender(walk, event)) return;
  const self = senderOf(event);
  walk.memory.presence.add(self);
  const { custody } = walk.journey;
  if (custody.state === 'held' && custody.party === self) return;
  const open = legOpenTo(walk, self);
  if (open !== undefined && custody.state !== 'contested') {
    closeLeg(walk, open, event, 'confirmed', self);
    hold(walk, event, self);
    return;
  }
  if (custody.state === 'unknown') hold(walk, event, self);
  else if (custody.state === 'in_transfer') claimInTransfer(walk, event, self, custody.from, custody.to);
  else if (custody.state === 'held') claimFromHolder(walk, event, self, custody.party);
  else if (!custody.parties.includes(self)) claimAgainst(walk, event, self, custody.parties[0] ?? 'unknown');
}

function claimInTransfer(walk: Walk, event: RecordedEvent, self: Party, from: Party, to: Party): void {
  if (from !== self) claimAgainst(walk, event, self, to);
}

/** A user in whose hands the device stays reports nothing and contests nothing: work at the counter moves no custody. */
function claimFromHolder(walk: Walk, event: RecordedEvent, self: Party, holder: Party): void {
  if (isPartner(holder)) {
    claimAgainst(walk, event, self, holder);
    return;
  }
  if (walk.user !== undefined) {
    reportNonHolder(walk, event, self, holder);
    return;
  }
  acceptedLeg(walk, event, holder, self, 'inferred');
  gap(walk, event, holder, self, 'warning');
  hold(walk, event, self);
}

export function claimAgainst(walk: Walk, event: RecordedEvent, self: Party, holder: Party): void {
  reportNonHolder(walk, event, self, holder);
  acceptedLeg(walk, event, holder, self, 'contested');
  gap(walk, event, holder, self, 'warning');
  contest(walk, event, self, holder);
}

const reportNonHolder = (walk: Walk, event: RecordedEvent, self: Party, holder: Party): void => {
  raise(walk, event, {
    rule: 'not-the-holder',
    severity: 'warning',
    explanation: `${self} reports work on a device that ${spoken(holder)} has and did not hand over. Report the missing hand-over or receipt, or correct the device.`,
  });
};

/** Whether the sender may speak for the device's end: it holds it, or nobody else is known to. */
export function mayEnd(walk: Walk, event: RecordedEvent): boolean {
  if (!bindsSender(walk, event)) return true;
  const self = senderOf(event);
  const { custody } = walk.journey;
  if (custody.state === 'unknown' || legOpenTo(walk, self) !== undefined) return true;
  if (custody.state === 'held') return custody.party === self;
  if (custody.state === 'in_transfer') return custody.from === self || custody.to === self;
  return custody.parties.includes(self);
}
