import { MICROS_PER_DAY, type Micros, type RecordedEvent } from '#kernel';
import { moveTo } from '../axes/disposition.js';
import type { Life, Sale } from '../journey.js';
import { textOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';
import { lifeOf, saleNamed } from './cancellations.js';
import { leaveUser } from './leaving.js';
import { closeLife, isOpen } from './opening.js';

/** A return that somebody authorised; its time decides whether the sale's window was kept (catalogue, rule 3). */
function authorised(walk: Walk, event: RecordedEvent): void {
  const orderRef = textOf(event.data, 'orderRef');
  const resolution = textOf(event.data, 'resolution');
  walk.returning = {
    at: event.metadata.instant,
    event,
    ...(orderRef !== undefined && { orderRef }),
    ...(resolution !== undefined && { resolution }),
  };
}

function received(walk: Walk, event: RecordedEvent): void {
  const { returning } = walk;
  const resolution = textOf(event.data, 'resolution') ?? returning?.resolution ?? 'refund';
  if (resolution === 'repair' || resolution === 'rejected') {
    leaveUser(walk, event, 'for_repair');
    return;
  }
  const sale = saleNamed(walk, event) ?? walk.sale;
  const life = sale === undefined ? walk.life : lifeOf(walk, sale);
  const at = returning?.at ?? event.metadata.instant;
  const inWindow = life !== undefined && isInWindow(life, sale, at);
  if (life !== undefined && life.voidedBy === undefined) endByReturn(life, event, returning?.event ?? event, inWindow);
  if (sale !== undefined) noteReturn(sale, event, returning?.event, inWindow);
  delete walk.returning;
  delete walk.user;
}

/** No later than delivery and the days of the window. */
function isInWindow(life: Life, sale: Sale | undefined, at: Micros): boolean {
  if (sale === undefined || life.openedAt === undefined) return false;
  return at <= life.openedAt + sale.windowDays * MICROS_PER_DAY;
}

function endByReturn(life: Life, event: RecordedEvent, cause: RecordedEvent, inWindow: boolean): void {
  if (inWindow) life.voidedBy = cause.id;
  if (isOpen(life) || (inWindow && life.closedAt === undefined)) closeLife(life, event, 'returned');
  else if (life.closedReason === 'left_user') life.closedReason = 'returned';
}

function noteReturn(
  sale: Sale,
  event: RecordedEvent,
  authorisation: RecordedEvent | undefined,
  inWindow: boolean,
): void {
  const reasonScheme = authorisation === undefined ? undefined : textOf(authorisation.data, 'reasonScheme');
  const reasonCode = authorisation === undefined ? undefined : textOf(authorisation.data, 'reasonCode');
  sale.returned = {
    at: authorisation?.metadata.instant ?? event.metadata.instant,
    eventId: event.id,
    inWindow,
    ...(reasonScheme !== undefined && { reasonScheme }),
    ...(reasonCode !== undefined && { reasonCode }),
  };
}

/** The old device of a replacement: its life is void inside the window, closed after it. */
function replaced(walk: Walk, event: RecordedEvent): void {
  const { sale, life } = walk;
  if (life === undefined || life.voidedBy !== undefined) return;
  const at = walk.returning?.at ?? event.metadata.instant;
  if (isInWindow(life, sale, at)) life.voidedBy = event.id;
  if (life.closedAt === undefined) closeLife(life, event, 'replaced');
}

export const returns: Axis = {
  ReturnAuthorised: authorised,
  ReturnReceived: received,
  DeviceReplaced: (walk, event) => {
    replaced(walk, event);
    if (walk.journey.disposition === 'in_use') moveTo(walk, event, 'in_reverse');
  },
};
