import { MICROS_PER_MINUTE, type Micros } from '#kernel';
import type { Journey, Sale } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

const STARTS = [
  { since: 'paid', of: ({ paidAt }: Sale) => paidAt, missing: 'payment-not-reported' },
  { since: 'carrier', of: ({ handedToCarrierAt }: Sale) => handedToCarrierAt, missing: 'handover-not-reported' },
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
  if (isDayPrecise(journey, at)) return [unknown('day-precise')];
  return STARTS.map(({ since, of, missing }) => {
    const start = of(sale);
    if (start === undefined) return unknown(missing);
    if (start > at) return unknown('delivered-before');
    const minutes = String(Math.floor((at - start) / MICROS_PER_MINUTE));
    return contribution({ ...cell, measure: 'deliveryTimes', dimensions: { ...dimensions, since, minutes } });
  });
}

const isDayPrecise = ({ entries }: Journey, at: Micros): boolean =>
  entries.some(({ event }) => event.metadata.instant === at && event.occurredAtPrecision === 'day');
