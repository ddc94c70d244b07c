import { startOfDay } from '#kernel';
import type { Journey, Sale } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';
import { dayIn } from './stated-days.js';

/** Units that were to be sent by a day, in the month of that day; days are as stated, else of UTC. */
export const dispatchMeasures: MeasureFamily = {
  measures: [
    { name: 'dispatches', unit: 'count', summary: 'Units with a day of dispatch, by whether they left by then.' },
    { name: 'dispatchesUnknown', unit: 'count', summary: 'Units of which that is not known, by reason.' },
  ],
  contributions: (journey: Journey) =>
    journey.sales
      .filter(
        ({ kind, fulfilment, buyerKind, cancelledBy }) =>
          kind === 'resale' && fulfilment === 'shipped' && buyerKind !== 'trade' && !cancelledBy,
      )
      .map((sale) => {
        const { expectedDispatchOn, seller, country, eventId } = sale;
        const dimensions = { partner: seller, country, ...described(journey) };
        const at = expectedDispatchOn === undefined ? sale.at : startOfDay(expectedDispatchOn);
        const judged = onTime(journey, sale);
        return 'reason' in judged
          ? contribution({
              measure: 'dispatchesUnknown',
              at,
              because: [eventId],
              dimensions: { ...dimensions, ...judged },
            })
          : contribution({ measure: 'dispatches', at, because: [eventId], dimensions: { ...dimensions, ...judged } });
      }),
};

/** A delivery that was reported by the day itself shows that it had left; without a hand-over nothing else does. */
function onTime(journey: Journey, sale: Sale): { onTime: 'yes' | 'no' } | { reason: string } {
  const { expectedDispatchOn, handedToCarrierAt, deliveredAt, deliveryInferred } = sale;
  if (expectedDispatchOn === undefined) return { reason: 'no-day-of-dispatch' };
  if (handedToCarrierAt !== undefined)
    return { onTime: dayIn(journey, handedToCarrierAt) <= expectedDispatchOn ? 'yes' : 'no' };
  const reported = deliveredAt !== undefined && deliveryInferred !== true;
  return reported && dayIn(journey, deliveredAt) <= expectedDispatchOn
    ? { onTime: 'yes' }
    : { reason: 'handover-not-reported' };
}
