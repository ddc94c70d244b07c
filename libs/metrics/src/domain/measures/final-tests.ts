import type { Journey } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** The first final test of each cycle, by its month and tester. */
export const finalTestMeasures: MeasureFamily = {
  measures: [
    { name: 'firstFinalTests', unit: 'count', summary: 'First final tests of a cycle, by result.' },
    { name: 'refurbishedUntested', unit: 'count', summary: 'Cycles that ended refurbished without a final test.' },
  ],
  contributions: (journey: Journey) =>
    journey.cycles.flatMap(({ firstFinalTest: test, outcome, outcomeAt, outcomeBy, outcomePartner, country }) => {
      if (test !== undefined)
        return contribution({
          measure: 'firstFinalTests',
          at: test.at,
          because: [test.eventId],
          dimensions: {
            partner: test.partner,
            country: test.country,
            ...described(journey),
            result: test.passed ? 'pass' : 'fail',
          },
        });
      if (outcome !== 'refurbished' || outcomeAt === undefined) return [];
      return contribution({
        measure: 'refurbishedUntested',
        at: outcomeAt,
        because: [outcomeBy],
        dimensions: { partner: outcomePartner, country, ...described(journey), reason: 'not-final-tested' },
      });
    }),
};
