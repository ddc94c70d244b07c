import type { RecordedEvent } from '#kernel';
import { moveTo } from '../axes/disposition.js';
import { undoDeparture } from '../cycles/departures.js';
import { reopenCycle } from '../cycles/outcome.js';
import type { Life, Sale } from '../journey.js';
import { textOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';

/** The last sale that a report of this order and line can be about. */
export function saleNamed(walk: Walk, event: RecordedEvent): Sale | undefined {
  const orderRef = textOf(event.data, 'orderRef');
  const lineRef = textOf(event.data, 'lineRef');
  return walk.journey.sales.findLast(
    (sale) =>
      sale.cancelledBy === undefined &&
      (orderRef === undefined || sale.orderRef === orderRef) &&
      (lineRef === undefined || sale.lineRef === undefined || sale.lineRef === lineRef),
  );
}

export const lifeOf = (walk: Walk, sale: Sale): Life | undefined =>
  walk.journey.lives.findLast(({ openedBy }) => openedBy === sale.eventId);

/** A sale cancelled before the goods arrived never happened: no life, and the cycle is open again. */
function cancelled(walk: Walk, event: RecordedEvent): void {
  const sale = saleNamed(walk, event);
  if (sale === undefined || (sale.deliveredAt !== undefined && sale.deliveryInferred !== true)) return;
  const { journey } = walk;
  sale.cancelledBy = event.id;
  const life = lifeOf(walk, sale);
  if (life !== undefined && life === journey.lives.at(-1)) journey.lives.pop();
  const previous = journey.lives.at(-1);
  if (previous === undefined) delete walk.life;
  else walk.life = previous;
  if (walk.sale === sale) delete walk.sale;
  delete walk.user;
  reopenCycle(walk, sale.eventId);
  undoDeparture(walk, sale.eventId);
  if (journey.disposition === 'sold_in_transit') {
    moveTo(walk, event, sale.kind === 'new' && journey.cycles.length === 0 ? 'in_distribution' : 'ready');
  }
}

export const cancellations: Axis = { SaleCancelled: cancelled };
