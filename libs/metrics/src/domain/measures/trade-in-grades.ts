import { partyOf, type RecordedEvent } from '#kernel';
import { compareGrades, type Grade, type Journey } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Grades of a trade-in: as its seller declared it, and as whoever took it in found it. The latest of each counts. */
interface Order {
  /** Offers that nobody took are no trade-ins. */
  agreed?: true;
  declared?: { grade: Grade; event: RecordedEvent };
  assessed?: { grade: Grade; event: RecordedEvent };
}

export const tradeInGradeMeasures: MeasureFamily = {
  measures: [
    {
      name: 'gradesAssessed',
      unit: 'count',
      summary: 'Trade-ins by how the assessed grade stands to the declared one.',
    },
    { name: 'gradesNotAssessed', unit: 'count', summary: 'Trade-ins of which that is not known, by reason.' },
  ],
  contributions: (journey: Journey) =>
    [...ordersOf(journey).values()].flatMap(({ agreed, declared, assessed }) => {
      const last = assessed ?? declared;
      if (agreed !== true || last === undefined || declared === undefined) return [];
      const { event } = last;
      const cell = { at: event.metadata.instant, because: [declared.event.id, assessed?.event.id] };
      const dimensions = { partner: partyOf(event), country: event.location?.country, ...described(journey) };
      const result = assessed === undefined ? 'not-assessed' : compareGrades(declared.grade, assessed.grade);
      if (result === 'not-assessed' || result === 'incomparable') {
        const reason = result === 'incomparable' ? 'grades-not-comparable' : result;
        return contribution({ ...cell, measure: 'gradesNotAssessed', dimensions: { ...dimensions, reason } });
      }
      const scheme = `${declared.grade.scheme}@${declared.grade.schemeVersion}`;
      return contribution({
        ...cell,
        measure: 'gradesAssessed',
        dimensions: { ...dimensions, scheme, assessed: result },
      });
    }),
};

const AGREED: readonly string[] = ['TradeInAccepted', 'TradeInAmended', 'TradeInSettled'];
const TYPES: readonly string[] = ['TradeInQuoted', ...AGREED, 'TradeInCancelled'];

function ordersOf({ entries }: Journey): Map<string, Order> {
  const orders = new Map<string, Order>();
  for (const { event, standing } of entries) {
    if (standing.standing !== 'counted' || !TYPES.includes(event.type)) continue;
    const { orderRef, lineRef, declaredGrade, assessedGrade } = event.data;
    const key = JSON.stringify([partyOf(event), orderRef, lineRef ?? null]);
    if (event.type === 'TradeInCancelled') {
      orders.delete(key);
      continue;
    }
    orders.set(key, {
      ...orders.get(key),
      ...(AGREED.includes(event.type) ? { agreed: true as const } : {}),
      ...(declaredGrade === undefined ? {} : { declared: { grade: declaredGrade as unknown as Grade, event } }),
      ...(assessedGrade === undefined ? {} : { assessed: { grade: assessedGrade as unknown as Grade, event } }),
    });
  }
  return orders;
}
