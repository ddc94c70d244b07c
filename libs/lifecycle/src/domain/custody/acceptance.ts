import type { RecordedEvent } from '#kernel';
import type { Leg, Party } from '../journey.js';
import { textOf } from '../set/payload.js';
import { isPartner, senderOf, type Walk } from '../walk/walk.js';
import { contest, gap } from './contest.js';
import { acceptedLeg, closeLeg, hold, holderOf } from './holding.js';
import { PAIRING_TOLERANCE, refOf } from './pairing.js';
import { claimAgainst, legOpenTo } from './possession.js';
import { handBack } from './return-to-sender.js';

/** `CustodyAccepted`: the receiver names from whom it has the device. */
export function accepted(walk: Walk, event: RecordedEvent): void {
  const self = senderOf(event);
  const from = textOf(event.data, 'fromParty') ?? holderOf(walk) ?? 'unknown';
  const ref = refOf(event);
  walk.memory.presence.add(self);
  const { custody } = walk.journey;
  if (custody.state === 'held' && custody.party === self) return;
  const open = openLegFor(walk, event, self, ref);
  if (
    open !== undefined &&
    (custody.state !== 'contested' || outweighs(custody, open, pairs(walk, open, event, from, ref)))
  ) {
    closeLeg(walk, open, event, pairs(walk, open, event, from, ref) ? 'confirmed' : 'one_sided', self);
    hold(walk, event, self);
  } else {
    acceptUnreleased(walk, event, self, from, ref);
  }
  handBack(walk, event, self);
}

const openLegFor = (walk: Walk, event: RecordedEvent, self: Party, ref: string | undefined): Leg | undefined =>
  (ref === undefined ? undefined : walk.openLegs.findLast((leg) => leg.ref === ref && leg.to === self)) ??
  legOpenTo(walk, self) ??
  carried(walk, event, self);

/** A carrier's leg to a party may be accepted by it in the name of the original sender. */
function carried(walk: Walk, _event: RecordedEvent, self: Party): Leg | undefined {
  return walk.carriage?.to === self ? walk.openLegs.findLast(({ from }) => from === walk.carriage?.carrier) : undefined;
}

/** Both ends of a leg out of a claimant's hands agree: that is better evidence than a claim (catalogue, rule 5). */
const outweighs = (custody: { parties: readonly Party[] }, leg: Leg, twoSided: boolean): boolean =>
  twoSided && leg.releasedBy !== undefined && custody.parties.includes(leg.from);

/** Out of a carrier's hands the receiver may name the original sender. */
function pairs({ carriage }: Walk, leg: Leg, event: RecordedEvent, from: Party, ref: string | undefined): boolean {
  if (leg.ref !== undefined && ref !== undefined) return leg.ref === ref;
  const within = Math.abs(event.metadata.instant - (leg.releasedAt ?? event.metadata.instant)) <= PAIRING_TOLERANCE;
  const isOrigin = carriage?.carrier === leg.from && carriage.from === from;
  return (leg.from === from || isOrigin) && within;
}

function acceptUnreleased(walk: Walk, event: RecordedEvent, self: Party, from: Party, ref: string | undefined): void {
  const { custody } = walk.journey;
  const state = stateOf(walk, self, from);
  const leg = acceptedLeg(walk, event, from, self, state);
  if (ref !== undefined) leg.ref = ref;
  if (state !== 'contested') {
    if (custody.state === 'in_transfer' && from === custody.to) missedHop(walk, event, custody.from, from);
    hold(walk, event, self);
    return;
  }
  const rival = custody.state === 'in_transfer' ? custody.to : (holderOf(walk) ?? from);
  gap(walk, event, holderOf(walk) ?? from, self, 'warning');
  contest(walk, event, self, rival);
}

function stateOf({ journey: { custody } }: Walk, self: Party, from: Party): Leg['state'] {
  if (custody.state === 'unknown') return 'one_sided';
  if (custody.state === 'contested') return 'contested';
  const holder = custody.state === 'held' ? custody.party : custody.to;
  if (from === holder) return 'one_sided';
  if (custody.state === 'in_transfer' && custody.to === self) return 'one_sided';
  return !isPartner(holder) && !isPartner(from) ? 'one_sided' : 'contested';
}

/** Released to one party, taken over from it by a third: it must have had it, though it said nothing. */
function missedHop(walk: Walk, event: RecordedEvent, from: Party, silent: Party): void {
  const open = walk.openLegs.findLast((leg) => leg.from === from && leg.to === silent);
  if (open !== undefined) {
    open.state = 'inferred';
    walk.openLegs.splice(walk.openLegs.indexOf(open), 1);
  }
  gap(walk, event, from, silent, 'warning');
}

/** A receipt without a named giver (catalogue, A): it closes the leg open to the sender, or takes over from the holder. */
export function received(walk: Walk, event: RecordedEvent): void {
  const self = senderOf(event);
  const { custody } = walk.journey;
  walk.memory.presence.add(self);
  if (custody.state === 'held' && custody.party === self) return;
  const open = legOpenTo(walk, self) ?? carried(walk, event, self);
  if (open !== undefined && (custody.state !== 'contested' || outweighs(custody, open, true))) {
    closeLeg(walk, open, event, 'confirmed', self);
    hold(walk, event, self);
    return;
  }
  const holder = holderOf(walk);
  if (custody.state === 'contested') {
    if (!custody.parties.includes(self)) contest(walk, event, self, custody.parties[0] ?? 'unknown');
  } else if (holder !== undefined && isPartner(holder)) {
    claimAgainst(walk, event, self, custody.state === 'in_transfer' ? custody.to : holder);
  } else {
    acceptedLeg(walk, event, holder ?? 'unknown', self, 'one_sided');
    hold(walk, event, self);
  }
}
