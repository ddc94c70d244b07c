import type { RecordedEvent } from '#kernel';
import { moveTo } from '../axes/disposition.js';
import type { Leg, Party } from '../journey.js';
import { type Away, leaveUser } from '../lives/leaving.js';
import { textOf } from '../set/payload.js';
import { hasRole, isConsumer, senderOf, type Walk } from '../walk/walk.js';
import { addLeg, hold, legKind } from './holding.js';
import { PAIRING_TOLERANCE, refOf } from './pairing.js';
import { claimPossession } from './possession.js';
import { handBack } from './return-to-sender.js';

export function released(walk: Walk, event: RecordedEvent): void {
  const from = senderOf(event);
  const to = textOf(event.data, 'toParty') ?? 'unknown';
  const ref = refOf(event);
  if (completesAcceptedLeg(walk, event, from, to, ref)) return;
  claimPossession(walk, event);
  const { journey } = walk;
  const { instant } = event.metadata;
  addOpenLeg(walk, event, from, to, ref);
  if (journey.custody.state === 'contested') return;
  journey.custody = { state: 'in_transfer', from, to, since: instant, ...(ref !== undefined && { ref }) };
  const purpose = textOf(event.data, 'purpose');
  if (walk.user === from) leavesUser(walk, event, purpose);
  else if (isFirstDistribution(walk, event)) moveTo(walk, event, 'in_distribution');
  if (isConsumer(to)) handBack(walk, event, to);
}

function addOpenLeg(walk: Walk, event: RecordedEvent, from: Party, to: Party, ref: string | undefined): void {
  const leg: Leg = {
    from,
    to,
    kind: legKind(from, to),
    state: 'open',
    releasedBy: event.id,
    releasedAt: event.metadata.instant,
  };
  if (ref !== undefined) leg.ref = ref;
  walk.openLegs.push(addLeg(walk, leg));
}

/** The acceptance came first: by reference, or by the two parties within a day. */
function completesAcceptedLeg(walk: Walk, event: RecordedEvent, from: Party, to: Party, ref: string | undefined) {
  const { instant } = event.metadata;
  const leg = walk.journey.legs.findLast(
    (candidate) =>
      candidate.releasedBy === undefined &&
      candidate.acceptedAt !== undefined &&
      candidate.to === to &&
      (candidate.ref !== undefined && ref !== undefined
        ? candidate.ref === ref
        : candidate.from === from && Math.abs(instant - candidate.acceptedAt) <= PAIRING_TOLERANCE),
  );
  if (leg === undefined) return false;
  leg.from = from;
  leg.kind = legKind(from, to);
  leg.state = 'confirmed';
  leg.releasedBy = event.id;
  leg.releasedAt = Math.min(instant, leg.acceptedAt ?? instant);
  if (ref !== undefined) leg.ref = ref;
  settles(walk, event, from, to);
  return true;
}

/** The matching release ends a contest between its two parties: the receiver has it. */
function settles(walk: Walk, event: RecordedEvent, from: Party, to: Party): void {
  const { custody, gaps } = walk.journey;
  const index = gaps.findLastIndex((gap) => gap.from === from && gap.to === to);
  if (index >= 0) gaps.splice(index, 1);
  if (custody.state !== 'contested' || !custody.parties.includes(to) || !custody.parties.includes(from)) return;
  const others = custody.parties.filter((party) => party !== from);
  if (others.length === 1) hold(walk, event, to);
  else walk.journey.custody = { ...custody, parties: others };
}

const AWAY: Readonly<Record<string, Away>> = { repair: 'for_repair', rental: 'end_of_rental' };

function leavesUser(walk: Walk, event: RecordedEvent, purpose: string | undefined): void {
  const resolution = walk.returning?.resolution;
  const forRepair = purpose === 'return' && (resolution === 'repair' || resolution === 'rejected');
  const away = forRepair ? 'for_repair' : (AWAY[purpose ?? ''] ?? 'for_good');
  leaveUser(walk, event, away);
  if (away === 'for_good') moveTo(walk, event, 'in_reverse');
}

const isFirstDistribution = ({ journey }: Walk, event: RecordedEvent): boolean =>
  journey.disposition === 'manufactured' ||
  (journey.disposition === 'unknown' && hasRole(event, 'manufacturer') === true);
