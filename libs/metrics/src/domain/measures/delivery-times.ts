import { isDay, MICROS_PER_MINUTE } from '#kernel';
import type { Journey, Sale } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { contribution, described, type MeasureFamily } from './measure.js';
import { statedDay } from './stated-days.js';

const STARTS = [
  { since: 'paid', of: ({ paidAt }: Sale) => paidAt, isOnlyDay: isPaidByDay, missing: 'payment-not-reported' },
  {
    since: 'carrier',
    of: ({ handedToCarrierAt }: Sale) => handedToCarrierAt,
    isOnlyDay: isHandedOverByDay,
    missing: 'handover-not-reported',
  },
] as const;

/** How long buyers waited: from payment, and from the hand-over to a carrier, to delivery, in whole minutes. */
export const deliveryTimeMeasures: MeasureFamily = {
  measures: [
    { name: 'deliveryTimes', unit: 'count', summary: 'Units delivered, by whole minutes since payment or hand-over.' },
    { name: 'deliveryTimesUnknown', unit: 'count', summary: 'Units delivered after an unknown time, by reason.' },
  ],
  contributions: (journey: Journey) =>
    journey.sales
      .filter(
        ({ kind, fulfilment, buyerKind, cancelledBy }) =>
          kind === 'resale' && fulfilment === 'shipped' && buyerKind !== 'trade' && !cancelledBy,
      )
      .flatMap((sale) => waits(journey, sale)),
};

function waits(journey: Journey, sale: Sale): Contribution[] {
  const { deliveredAt: at, deliveryInferred, seller, country, eventId } = sale;
  if (at === undefined) return [];
  const cell = { at, because: [eventId] };
  const dimensions = { partner: seller, country, ...described(journey) };
  const unknown = (reason: string) =>
    contribution({ ...cell, measure: 'deliveryTimesUnknown', dimensions: { ...dimensions, reason } });
  if (deliveryInferred === true) return [unknown('delivery-not-reported')];
  if (statedDay(journey, at) !== undefined) return [unknown('day-precise')];
  return STARTS.map(({ since, of, isOnlyDay, missing }) => {
    const start = of(sale);
    if (start === undefined) return unknown(missing);
    if (isOnlyDay(journey, sale)) return unknown('day-precise');
    if (start > at) return unknown('delivered-before');
    const minutes = String(Math.floor((at - start) / MICROS_PER_MINUTE));
    return contribution({ ...cell, measure: 'deliveryTimes', dimensions: { ...dimensions, since, minutes } });
  });
}

function isPaidByDay({ entries }: Journey, { eventId }: Sale): boolean {
  const paidAt = entries.find(({ event }) => event.id === eventId)?.event.data.paidAt;
  return typeof paidAt === 'string' && isDay(paidAt);
}

function isHandedOverByDay(journey: Journey, { handedToCarrierAt: at }: Sale): boolean {
  return at !== undefined && statedDay(journey, at) !== undefined;
}
