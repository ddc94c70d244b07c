import { MICROS_PER_MINUTE } from '#kernel';
import type { Journey, Visit } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Receipt to ready of each visit, holds taken out, as an exact histogram in whole minutes begun and ended. */
export const visitMeasures: MeasureFamily = {
  measures: [
    { name: 'turnaroundVisits', unit: 'count', summary: 'Visits that became ready, by whole minutes from receipt.' },
    { name: 'turnaroundUnknown', unit: 'count', summary: 'Visits that became ready after an unknown time, by reason.' },
  ],
  contributions: (journey: Journey) =>
    journey.cycles.flatMap(({ visits }) =>
      visits.flatMap((visit) => {
        const { partner, country, readyAt: at } = visit;
        if (at === undefined) return [];
        const because = [visit.receivedBy, visit.readyBy];
        const dimensions = { partner, country, ...described(journey) };
        const reason = unmeasurable(visit, at);
        return reason === undefined
          ? contribution({
              measure: 'turnaroundVisits',
              at,
              because,
              dimensions: { ...dimensions, minutes: String(minutes(visit, at)) },
            })
          : contribution({ measure: 'turnaroundUnknown', at, because, dimensions: { ...dimensions, reason } });
      }),
    ),
};

const minutes = ({ from, heldFor }: Visit, readyAt: number) =>
  Math.floor((readyAt - from - heldFor) / MICROS_PER_MINUTE);

function unmeasurable(visit: Visit, readyAt: number): string | undefined {
  if (visit.precision === 'day' || visit.readyPrecision === 'day') return 'day-precise';
  return minutes(visit, readyAt) < 0 ? 'ready-before-received' : undefined;
}
