import type { Journey } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Units that came back, by reason within its scheme, in the month in which they did. */
export const returnMeasures: MeasureFamily = {
  measures: [
    { name: 'returns', unit: 'count', summary: 'Units that came back, by scheme and code of the reason.' },
    { name: 'returnsUnexplained', unit: 'count', summary: 'Units that came back for no reason that was reported.' },
  ],
  contributions: (journey: Journey) =>
    journey.sales.flatMap(({ returned, buyerKind, cancelledBy, seller, country, eventId, kind: saleKind }) => {
      if (returned === undefined || buyerKind === 'trade' || cancelledBy !== undefined) return [];
      const { at, reasonCode, reasonScheme = 'none', inWindow } = returned;
      const cell = { at, because: [eventId, returned.eventId] };
      const dimensions = {
        partner: seller,
        country,
        ...described(journey),
        saleKind,
        inWindow: inWindow ? 'yes' : 'no',
      };
      if (reasonCode === undefined) {
        const reason = 'no-reason-reported';
        return contribution({ ...cell, measure: 'returnsUnexplained', dimensions: { ...dimensions, reason } });
      }
      const coded = { reasonScheme, reasonCode };
      return contribution({ ...cell, measure: 'returns', dimensions: { ...dimensions, ...coded } });
    }),
};
