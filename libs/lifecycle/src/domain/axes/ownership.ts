import { partyOf, type RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import type { Ownership, Party } from '../journey.js';
import { saleNamed } from '../lives/cancellations.js';
import { textOf } from '../set/payload.js';
import { spoken } from '../visibility/pseudonyms.js';
import { type Axis, hasRole, isPartner, partnerParty, senderOf, type Walk } from '../walk/walk.js';

function own(walk: Walk, event: RecordedEvent, party: Party, state: 'owner' | 'pending' | 'disputed' = 'owner'): void {
  const { journey } = walk;
  journey.ownership = { state, party, since: event.metadata.instant };
  if (state !== 'pending' && isPartner(party)) {
    const partner = party.slice('partner:'.length);
    if (!journey.relations.owned.includes(partner)) journey.relations.owned.push(partner);
  }
}

const ownerIn = (ownership: Ownership): Party | undefined => ('party' in ownership ? ownership.party : undefined);

const sell = (walk: Walk, event: RecordedEvent): void => {
  walk.ownerBefore = walk.journey.ownership;
  own(walk, event, textOf(event.data, 'buyerRef') ?? textOf(event.data, 'ownerRef') ?? 'unknown');
};

const giveBack = (walk: Walk): void => {
  if (walk.ownerBefore === undefined) return;
  walk.journey.ownership = walk.ownerBefore;
  delete walk.ownerBefore;
};

/** The goods came back for a refund or replacement: they are the seller's again. */
function returned(walk: Walk, event: RecordedEvent): void {
  const resolution = textOf(event.data, 'resolution') ?? 'refund';
  if (resolution === 'repair' || resolution === 'rejected') return;
  const seller = saleNamed(walk, event)?.seller;
  own(walk, event, seller === undefined ? senderOf(event) : partnerParty(seller));
}

/** Settled late: the device has been sold on out of the cycle that this trade-in had begun. */
function isSoldOn({ journey: { sales, cycles } }: Walk, event: RecordedEvent): boolean {
  const sale = sales.findLast(({ cancelledBy }) => cancelledBy === undefined);
  const cycle = cycles.find(({ number }) => number === sale?.cycle);
  if (cycle === undefined || cycle !== cycles.at(-1)) return false;
  return cycle.reason === 'trade_in' || cycle.visits.some(({ partner }) => partner === partyOf(event));
}

function transferred(walk: Walk, event: RecordedEvent): void {
  const to = textOf(event.data, 'to') ?? 'unknown';
  const self = senderOf(event);
  const owner = ownerIn(walk.journey.ownership);
  const from = textOf(event.data, 'from') ?? owner;
  const speaksForConsumer = from?.startsWith('consumer:') === true;
  const involved = speaksForConsumer || [to, from, owner].includes(self) || hasRole(event, 'operator') === true;
  const untrue = owner !== undefined && owner !== 'unknown' && owner !== from;
  if (owner === undefined || owner === 'unknown' || (involved && !untrue)) {
    own(walk, event, to);
    return;
  }
  raise(walk, event, {
    rule: 'not-the-owner',
    severity: 'warning',
    explanation: `${spoken(untrue ? (from ?? 'unknown') : self)} hands on a device that ${spoken(owner)} owns as far as is known. Report how it came to own it, or correct the parties.`,
  });
  own(walk, event, to, 'disputed');
}

/** Whose it is, which custody does not decide: a carrier never owns. */
export const ownership: Axis = {
  DeviceManufactured: (walk, event) => {
    if (walk.journey.ownership.state === 'unknown') own(walk, event, senderOf(event));
  },
  DeviceSoldNew: sell,
  DeviceResold: sell,
  SaleCancelled: giveBack,
  TradeInAccepted: (walk, event) => {
    if (walk.journey.ownership.state !== 'pending') walk.ownerBefore = walk.journey.ownership;
    own(walk, event, senderOf(event), 'pending');
  },
  TradeInSettled: (walk, event) => {
    if (!isSoldOn(walk, event)) own(walk, event, senderOf(event));
  },
  TradeInCancelled: giveBack,
  ReturnReceived: returned,
  DeviceDonated: (walk, event) => own(walk, event, textOf(event.data, 'toRef') ?? 'unknown'),
  DeviceReplaced: (walk, event) => own(walk, event, senderOf(event)),
  OwnershipTransferred: transferred,
};
