import type { Micros, RecordedEvent } from '#kernel';
import { dataBearing } from '../axes/media.js';
import { holdSilently } from '../custody/holding.js';
import { ENDS, type Party } from '../journey.js';
import type { Walk } from '../walk/walk.js';
import { setOpening } from './opening.js';

/** The device is in its user's hands: in use, bearing data, held by the user. */
export function enterUse(walk: Walk, at: Micros, user: Party): void {
  const { journey } = walk;
  if (ENDS.includes(journey.disposition)) return;
  journey.disposition = 'in_use';
  journey.dispositionSince = at;
  walk.user = user;
  walk.awayForRepair = false;
  walk.tradeIns.length = 0;
  dataBearing(walk);
  holdSilently(walk, user, at);
}

/** A delivery became known, or is inferred: the sale's life opens with it. */
export function deliver(walk: Walk, at: Micros, inferred: boolean): void {
  const { sale, life } = walk;
  if (sale !== undefined && (sale.deliveredAt === undefined || sale.deliveryInferred === true)) {
    sale.deliveredAt = at;
    if (inferred) sale.deliveryInferred = true;
    else delete sale.deliveryInferred;
  }
  if (life?.openingInferred === true && life.openedAt !== undefined && life.closedAt === undefined) {
    setOpening(life, at, life.windowEndsOn === undefined ? undefined : (sale?.windowDays ?? undefined));
    life.openingInferred = inferred;
  }
}

/** Types that show, after a sale without a known delivery, that the device had reached its user. */
const SHOWS_USE = new Set([
  'TradeInAccepted',
  'DeviceReceived',
  'TakenBack',
  'CollectedAsWaste',
  'ReturnReceived',
  'RentalReturned',
  'UsePhaseEnded',
  'DeviceReportedLost',
  'DeviceReportedStolen',
  'DeviceWrittenOff',
  'RepairPerformed',
  'DeviceReplaced',
  'DeviceResold',
  'OwnershipTransferred',
]);

/** Before such an event: the delivery that nobody reported is taken to have happened three days after the sale. */
export function inferDelivery(walk: Walk, event: RecordedEvent): void {
  const { journey, life } = walk;
  if (journey.disposition !== 'sold_in_transit' || !SHOWS_USE.has(event.type)) return;
  if (life?.openedAt === undefined || !life.openingInferred) return;
  const at = Math.min(life.openedAt, event.metadata.instant);
  deliver(walk, at, true);
  enterUse(walk, at, userOf(walk));
}

export const userOf = ({ journey: { ownership }, sale, user }: Walk): Party =>
  user ?? sale?.buyer ?? ('party' in ownership ? ownership.party : 'unknown');
