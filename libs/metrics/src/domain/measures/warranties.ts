import { addDays, type Day, isDay, type Micros, startOfDay } from '#kernel';
import type { Journey, Sale } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Units sold with a warranty, by the month of delivery; they are due when the warranty has ended. */
export const warrantyMeasures: MeasureFamily = {
  measures: [
    { name: 'warranties', unit: 'count', summary: 'Units delivered with a warranty, by whether it was called upon.' },
    { name: 'warrantiesUnknown', unit: 'count', summary: 'Units delivered whose warranty is not known.' },
  ],
  contributions: (journey: Journey) =>
    journey.sales
      .filter(({ buyerKind, cancelledBy }) => buyerKind !== 'trade' && cancelledBy === undefined)
      .flatMap((sale) => {
        const { deliveredAt: at, eventId, seller, country, kind: saleKind } = sale;
        if (at === undefined) return [];
        const dimensions = { partner: seller, country, ...described(journey), saleKind };
        const end = warrantyEnd(journey, sale);
        const because = [eventId];
        if (end === undefined) {
          const reason = 'no-warranty-reported';
          return contribution({ measure: 'warrantiesUnknown', at, because, dimensions: { ...dimensions, reason } });
        }
        const called = isCalledUpon(journey, sale, startOfDay(addDays(end, 1))) ? 'yes' : 'no';
        return contribution({
          measure: 'warranties',
          at,
          effectiveOn: addDays(end, 1),
          because,
          dimensions: { ...dimensions, called },
        });
      }),
};

function warrantyEnd({ entries }: Journey, { eventId }: Sale): Day | undefined {
  const day = entries.find(({ event }) => event.id === eventId)?.event.data.warrantyEnd;
  return typeof day === 'string' && isDay(day) ? day : undefined;
}

/** Away for a repair, brought back after the return window, or replaced, before the warranty ended. */
function isCalledUpon({ lives }: Journey, { eventId, returned }: Sale, before: Micros): boolean {
  if (returned !== undefined && !returned.inWindow && returned.at < before) return true;
  return lives
    .filter(({ openedBy }) => openedBy === eventId)
    .some(
      ({ pauses, closedReason, closedAt = 0 }) =>
        pauses.some(({ from }) => from < before) || (closedReason === 'replaced' && closedAt < before),
    );
}
