import type { Journey } from '#lifecycle/domain';
import { gradeDisputes } from './grade-disputes.js';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Grades at the sale, within their scheme. Cancelled and wholesale sales sell nothing to a user. */
export const soldGradeMeasures: MeasureFamily = {
  measures: [
    { name: 'soldGrades', unit: 'count', summary: 'Resales to end users, by grading scheme and grade.' },
    { name: 'soldUngraded', unit: 'count', summary: 'Resales to end users for which no grade is known.' },
  ],
  contributions: (journey: Journey) =>
    journey.sales
      .filter(({ kind, buyerKind, cancelledBy }) => kind === 'resale' && buyerKind !== 'trade' && !cancelledBy)
      .map((sale) => {
        const { eventId, at, seller, country, grade, channel } = sale;
        const disputes = gradeDisputes(journey, sale);
        const dimensions = { partner: seller, country, ...described(journey) };
        return grade === undefined
          ? contribution({
              measure: 'soldUngraded',
              at,
              because: [eventId],
              dimensions: { ...dimensions, reason: 'no-grade' },
            })
          : contribution({
              measure: 'soldGrades',
              at,
              because: [eventId, ...disputes],
              dimensions: {
                ...dimensions,
                channel,
                scheme: `${grade.scheme}@${grade.schemeVersion}`,
                grade: grade.code,
                disputed: disputes.length > 0 ? 'yes' : 'no',
              },
            });
      }),
};
