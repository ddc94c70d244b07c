import { type Micros, partyOf } from '#kernel';
import { compareGrades, type Entry, type Grade, type Journey, type Sale } from '#lifecycle/domain';
import { saysNotAsDescribed } from '../return-reasons.js';

/**
 * Events that dispute the grade that was sold: a return as "not as described", a lower grade by somebody else than the
 * seller on that return, before the device is worked on or sold again, or somebody's doubt in that time.
 */
export function gradeDisputes(journey: Journey, sale: Sale): string[] {
  const { returned } = sale;
  if (returned === undefined) return [];
  const reason = saysNotAsDescribed(returned.reasonScheme, returned.reasonCode) ? [returned.eventId] : [];
  return [...reason, ...regrades(journey, sale, returned.at).map(({ event }) => event.id)];
}

function regrades({ entries, sales }: Journey, { grade, seller }: Sale, from: Micros): Entry[] {
  const counted = entries.filter(
    ({ event, standing }) => standing.standing === 'counted' && event.metadata.instant >= from,
  );
  const resold = sales.filter(({ at }) => at > from).map(({ eventId }) => eventId);
  const end = counted.findIndex(({ event }) => event.type === 'RefurbishmentStarted' || resold.includes(event.id));
  return counted.slice(0, end === -1 ? undefined : end).filter(({ event }) => {
    if (event.type === 'GradeDisputed') return true;
    if (event.type !== 'GradeAssigned' || grade === undefined || partyOf(event) === seller) return false;
    return compareGrades(grade, event.data.grade as unknown as Grade) === 'worse';
  });
}
