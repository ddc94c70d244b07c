import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { textOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** Rule 9 within one device: a part that is in already cannot go in again. */
export function partInstalledTwice(walk: Walk, event: RecordedEvent): void {
  const partId = textOf(event.data, 'partId');
  const last = walk.journey.parts.findLast((part) => partId !== undefined && part.partId === partId);
  if (last?.change !== 'installed') return;
  raise(walk, event, {
    rule: 'part-installed-twice',
    severity: 'warning',
    explanation: `Part ${partId} is in the device already. Report its removal, or correct its number.`,
    with: [last.eventId],
  });
}
