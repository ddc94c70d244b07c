import type { JsonObject } from '#kernel';
import type { FleetPartner } from '../partners.js';
import type { Story } from '../story.js';

const APPEARANCE = [
  { code: 'premium', functional: 'F6', cosmetic: 'C7' },
  { code: 'excellent', functional: 'F5', cosmetic: 'C6' },
  { code: 'good', functional: 'F5', cosmetic: 'C5' },
  { code: 'fair', functional: 'F5', cosmetic: 'C3' },
] as const;

/** An inspector looks at it: a marketplace's word, or function and appearance apart, as the bench is used to. */
export function graded(story: Story, workshop: FleetPartner): void {
  const { random } = story;
  const look = random.weighted<(typeof APPEARANCE)[number]>([
    [1, APPEARANCE[0]],
    [4, APPEARANCE[1]],
    [4, APPEARANCE[2]],
    [2, APPEARANCE[3]],
  ]);
  const grade: JsonObject =
    workshop.scheme === 'backmarket'
      ? { scheme: 'backmarket', schemeVersion: '1', code: look.code }
      : { scheme: 'seri-rec', schemeVersion: '1.2', functional: look.functional, cosmetic: look.cosmetic };
  story.tell(workshop, 'GradeAssigned', {
    grade,
    method: random.chance(0.25) ? 'machine' : 'manual',
    graderRef: `grader-${random.whole(1, 6)}`,
    batteryHealthPercent: story.device.batteryHealthPercent,
  });
}
