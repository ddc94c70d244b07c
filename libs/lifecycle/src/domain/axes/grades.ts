import { addDays, type JsonObject, partyOf, type RecordedEvent } from '#kernel';
import type { GradeState } from '../journey.js';
import { gradeIn } from '../lives/sold-grade.js';
import { objectOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';

/** Days for which a grade speaks of the device's present condition. */
const GRADE_VALID_DAYS = 90;

function give(walk: Walk, event: RecordedEvent, grade: JsonObject | undefined): void {
  if (grade === undefined) return;
  const next: GradeState = {
    ...gradeIn(grade),
    state: 'current',
    gradedAt: event.metadata.instant,
    gradedBy: partyOf(event),
    eventId: event.id,
    staleAt: addDays(event.metadata.date, GRADE_VALID_DAYS),
  };
  const { grades } = walk.journey;
  const index = grades.findIndex((known) => known.scheme === next.scheme);
  if (index < 0) grades.push(next);
  else grades[index] = next;
}

function stale(walk: Walk): void {
  for (const grade of walk.journey.grades) grade.state = 'stale';
}

function disputed(walk: Walk, event: RecordedEvent): void {
  const target = walk.history.voids.target(event);
  const hit = walk.journey.grades.find(({ eventId }) => eventId === target?.id);
  if (hit !== undefined) hit.state = 'stale';
}

/** Condition grades, one per scheme: comparable within a scheme only (catalogue, rule 8). */
export const grades: Axis = {
  GradeAssigned: (walk, event) => {
    give(walk, event, objectOf(event.data, 'marketplaceGrade'));
    give(walk, event, objectOf(event.data, 'grade'));
  },
  GradeOverridden: (walk, event) => give(walk, event, objectOf(event.data, 'newGrade')),
  GradeDisputed: disputed,
  RepairPerformed: stale,
  PartInstalled: stale,
  DamageReported: stale,
};
