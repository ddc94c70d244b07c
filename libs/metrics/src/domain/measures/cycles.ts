import type { Cycle, Journey } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Returns are judged by the return rate; a repair is no intake. */
const LEFT_OUT: readonly Cycle['reason'][] = ['return', 'repair'];

/** Intake cycles by the month of intake and the outcome; attributed to the partner of the visit of the outcome. */
export const cycleMeasures: MeasureFamily = {
  measures: [
    { name: 'cyclesClosed', unit: 'count', summary: 'Intake cycles that ended, by outcome.' },
    { name: 'cyclesOpen', unit: 'count', summary: 'Intake cycles without an outcome yet.' },
  ],
  contributions(journey: Journey) {
    return journey.cycles
      .filter(({ reason }) => !LEFT_OUT.includes(reason))
      .map((cycle) => {
        const { outcome, reason: intakeReason, openedAt: at, country } = cycle;
        const partner = cycle.outcomePartner ?? cycle.visits.at(-1)?.partner;
        const dimensions = { partner, country, ...described(journey), intakeReason };
        const because = [cycle.openedBy, cycle.outcomeBy];
        return outcome === undefined
          ? contribution({
              measure: 'cyclesOpen',
              at,
              because,
              dimensions: { ...dimensions, reason: 'cycle-open' },
            })
          : contribution({ measure: 'cyclesClosed', at, because, dimensions: { ...dimensions, outcome } });
      });
  },
};
