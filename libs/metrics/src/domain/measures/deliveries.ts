import { addDays, dayOf } from '#kernel';
import type { Journey, Sale } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Units delivered to end users, by the month of delivery; both counts mature when the return window ends. */
export const deliveryMeasures: MeasureFamily = {
  measures: [
    { name: 'deliveries', unit: 'count', summary: 'Units delivered to end users, by whether they came back in time.' },
  ],
  contributions: (journey: Journey) =>
    journey.sales
      .filter(({ buyerKind, cancelledBy }) => buyerKind !== 'trade' && cancelledBy === undefined)
      .flatMap((sale) => {
        const { deliveredAt: at, eventId, seller, country, returned } = sale;
        if (at === undefined) return [];
        const inWindow = returned?.inWindow === true;
        return contribution({
          measure: 'deliveries',
          at,
          effectiveOn: windowEnd(sale, at),
          because: [eventId, inWindow ? returned.eventId : undefined],
          dimensions: {
            partner: seller,
            country,
            ...described(journey),
            saleKind: sale.kind,
            returned: inWindow ? 'yes' : 'no',
          },
        });
      }),
};

const windowEnd = ({ windowDays }: Sale, deliveredAt: number) => addDays(dayOf(deliveredAt), windowDays);
