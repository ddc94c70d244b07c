import { isDay, partyOf, type RecordedEvent } from '#kernel';
import { moveTo } from '../axes/disposition.js';
import { mayBearData } from '../axes/media.js';
import { deliveredToUser } from '../custody/carrier.js';
import { depart } from '../cycles/departures.js';
import { endCycle, openCycle } from '../cycles/outcome.js';
import type { Cycle, CycleOutcome, Life, Sale } from '../journey.js';
import { momentOf, numberOf, objectOf, textOf } from '../set/payload.js';
import { type Axis, isPartner, type Walk } from '../walk/walk.js';
import { DEFAULT_WINDOW_DAYS, ensureUsedBefore, INFERRED_DELIVERY, openLife } from './opening.js';
import { sold } from './sold-grade.js';

const isBuyerKind = (text: string | undefined): text is Sale['buyerKind'] =>
  text === 'consumer' || text === 'business' || text === 'trade';

function saleOf(walk: Walk, event: RecordedEvent, kind: Sale['kind']): Sale {
  const { data } = event;
  const buyerKind = textOf(data, 'buyerKind');
  const sale: Sale = {
    eventId: event.id,
    kind,
    seller: partyOf(event),
    at: event.metadata.instant,
    precision: event.occurredAtPrecision,
    buyerKind: isBuyerKind(buyerKind) ? buyerKind : 'consumer',
    fulfilment: textOf(data, 'fulfilment') === 'in_store' ? 'in_store' : 'shipped',
    windowDays: numberOf(data, 'returnWindowDays') ?? DEFAULT_WINDOW_DAYS,
    dataErased: kind === 'new' || !mayBearData(walk),
  };
  const country = textOf(data, 'country') ?? event.location?.country;
  if (country !== undefined) sale.country = country;
  const buyer = textOf(data, 'buyerRef') ?? textOf(data, 'ownerRef');
  if (buyer !== undefined) sale.buyer = buyer;
  addOrder(sale, event);
  const grade = sold(walk, objectOf(data, 'grade'));
  if (grade !== undefined) sale.grade = grade;
  return sale;
}

function addOrder(sale: Sale, { data }: RecordedEvent): void {
  const orderRef = textOf(data, 'orderRef') ?? textOf(data, 'saleRef');
  const channel = textOf(data, 'channel');
  const lineRef = textOf(data, 'lineRef');
  const paidAt = momentOf(textOf(data, 'paidAt'));
  const expected = textOf(data, 'expectedDispatchOn');
  if (orderRef !== undefined) sale.orderRef = orderRef;
  if (channel !== undefined) sale.channel = channel;
  if (lineRef !== undefined) sale.lineRef = lineRef;
  if (paidAt !== undefined) sale.paidAt = paidAt;
  if (expected !== undefined && isDay(expected)) sale.expectedDispatchOn = expected;
}

function soldTo(walk: Walk, event: RecordedEvent, kind: Sale['kind']): void {
  const sale = saleOf(walk, event, kind);
  walk.journey.sales.push(sale);
  walk.sale = sale;
  delete walk.returning;
  delete walk.user;
  const cycle = openCycle(walk);
  if (cycle !== undefined) sale.cycle = cycle.number;
  if (sale.buyerKind === 'trade') {
    soldToTrade(walk, event, sale);
    return;
  }
  if (kind === 'resale' && cycle === undefined && !walk.knownNew) ensureUsedBefore(walk);
  const origin = endForSale(walk, event, cycle);
  const life = openLife(walk, event, {
    kind: 'sale',
    at: sale.at + INFERRED_DELIVERY,
    openingInferred: true,
    windowDays: sale.windowDays,
    seller: sale.seller,
    marketplace: sale.channel,
    country: sale.country,
  });
  if (kind === 'resale') carryOrigin(life, origin);
  moveTo(walk, event, 'sold_in_transit');
  if (sale.fulfilment === 'in_store') deliveredToUser(walk, event);
}

/** To a partner it ends nothing, its receipt is a visit; to a buyer outside, the cycle ends as transferred. */
function soldToTrade(walk: Walk, event: RecordedEvent, sale: Sale): void {
  moveTo(walk, event, 'sold_in_transit');
  if (sale.buyer !== undefined && isPartner(sale.buyer)) return;
  depart(walk, event, endCycle(walk, event, 'transferred'), sale.country);
}

interface Origin {
  outcome: CycleOutcome;
  refurbisher?: string;
}

/** Ends the cycle of a device that goes to a user; says out of what the new life comes. */
export function endForSale(walk: Walk, event: RecordedEvent, cycle: Cycle | undefined): Origin {
  const own: CycleOutcome = cycle?.refurbishmentPassed === true ? 'refurbished' : 'resold_as_is';
  const carried = own === 'refurbished' || cycle?.reason !== 'return' ? undefined : voidedOrigin(walk);
  endCycle(walk, event, carried?.outcome ?? own);
  depart(walk, event, cycle, textOf(event.data, 'country') ?? event.location?.country);
  const refurbisher = cycle?.refurbishedBy;
  return carried ?? { outcome: own, ...(refurbisher !== undefined && { refurbisher }) };
}

/** A sale out of a return whose life was void carries the outcome of the cycle that the void sale had ended. */
function voidedOrigin({ journey: { lives } }: Walk): Origin | undefined {
  const last = lives.at(-1);
  if (last?.voidedBy === undefined || last.cycleOutcome === undefined) return undefined;
  return { outcome: last.cycleOutcome, ...(last.refurbisher !== undefined && { refurbisher: last.refurbisher }) };
}

export function carryOrigin(life: Life, { outcome, refurbisher }: Origin): void {
  life.cycleOutcome = outcome;
  if (refurbisher !== undefined) life.refurbisher = refurbisher;
}

/** Sales, and the lives that they open at delivery (catalogue, rules 3, 4 and 11). */
export const sales: Axis = {
  DeviceSoldNew: (walk, event) => soldTo(walk, event, 'new'),
  DeviceResold: (walk, event) => soldTo(walk, event, 'resale'),
};
