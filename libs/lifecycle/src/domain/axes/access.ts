import { partyOf, type RecordedEvent } from '#kernel';
import { holderOf } from '../custody/holding.js';
import { raise } from '../findings/raise.js';
import { momentOf, textOf } from '../set/payload.js';
import type { Grant } from '../visibility/grant.js';
import { type Axis, hasRole, senderOf, type Walk } from '../walk/walk.js';

/** Who made it, holds it or owns it now disposes of who may look at it, and so do operators. */
function disposes(walk: Walk, event: RecordedEvent): boolean {
  const { ownership, relations } = walk.journey;
  const self = senderOf(event);
  if (hasRole(event, 'operator') === true || relations.made.includes(partyOf(event))) return true;
  return holderOf(walk) === self || (ownership.state === 'owner' && ownership.party === self);
}

function granted(walk: Walk, event: RecordedEvent): void {
  if (!disposes(walk, event)) {
    raise(walk, event, {
      rule: 'not-the-holder',
      severity: 'warning',
      explanation: `${senderOf(event)} neither made the device nor holds or owns it as far as is known: what it grants opens nothing. Report how it came to have it, or retract this.`,
    });
    return;
  }
  const until = momentOf(textOf(event.data, 'until'));
  walk.journey.grants.push({
    partner: textOf(event.data, 'granteeId') ?? '',
    by: partyOf(event),
    eventId: event.id,
    tier: (textOf(event.data, 'tier') ?? 'holder') as Grant['tier'],
    from: event.metadata.instant,
    ...(until !== undefined && { until }),
  });
}

/** Ends what the sender granted; whoever disposes of the device now ends what anybody did. */
function revoked(walk: Walk, event: RecordedEvent): void {
  const partner = textOf(event.data, 'granteeId');
  const all = disposes(walk, event);
  const at = event.metadata.instant;
  for (const grant of walk.journey.grants) {
    if (grant.partner !== partner || !(all || grant.by === partyOf(event))) continue;
    if (grant.until !== undefined && grant.until <= at) continue;
    grant.until = at;
    grant.revokedBy = event.id;
  }
}

/** Who else may see the device. */
export const access: Axis = { AccessGranted: granted, AccessRevoked: revoked };
