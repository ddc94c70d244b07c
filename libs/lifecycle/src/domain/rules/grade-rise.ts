import { partyOf, type RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { compareGrades } from '../grades/index.js';
import { gradeIn } from '../lives/sold-grade.js';
import { objectOf, textOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** Rule 8, failure case 6: one partner raises its own grade with no repair, part or second inspection in between. */
export function gradeRise(walk: Walk, event: RecordedEvent): void {
  const { memory } = walk;
  const grade = objectOf(event.data, event.type === 'GradeOverridden' ? 'newGrade' : 'grade');
  const scheme = grade === undefined ? undefined : textOf(grade, 'scheme');
  const before = walk.journey.grades.find((known) => known.scheme === scheme);
  const improved = memory.repairedSinceGrade;
  memory.repairedSinceGrade = false;
  if (grade === undefined || before === undefined || improved || before.gradedBy !== partyOf(event)) return;
  if (compareGrades(before, gradeIn(grade)) !== 'better') return;
  raise(walk, event, {
    rule: 'grade-rise-without-repair',
    severity: 'warning',
    explanation:
      'The grade rose with no repair or part reported since the last one. Report the work, or have another partner inspect it.',
    with: [before.eventId],
  });
}

/** Work on the device, a new user and a new intake all explain another grade. */
export const explainsGrade = ({ memory }: Walk): void => {
  memory.repairedSinceGrade = true;
};

/** Failure case 6: sold as better than it was last graded. */
export function soldAboveGrade(walk: Walk, event: RecordedEvent): void {
  const grade = objectOf(event.data, 'grade');
  const scheme = grade === undefined ? undefined : textOf(grade, 'scheme');
  const last = walk.journey.grades.find((known) => known.scheme === scheme);
  if (grade === undefined || last === undefined) return;
  if (compareGrades(last, gradeIn(grade)) !== 'better') return;
  raise(walk, event, {
    rule: 'sold-above-grade',
    severity: 'warning',
    explanation: 'Sold as better than it was graded last. Correct the grade of the sale, or grade the device again.',
    with: [last.eventId],
  });
}
