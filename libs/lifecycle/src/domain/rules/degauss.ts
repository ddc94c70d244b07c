import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { textOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

const SECOND_REVISION = /800-?88.*r(ev(ision)?)?\.? ?2/i;

/** Rule 7: the second revision of NIST SP 800-88 no longer takes degaussing for a destruction. */
export function degaussIsNoDestruction(walk: Walk, event: RecordedEvent): void {
  const isDegauss = /degauss/i.test(textOf(event.data, 'method') ?? '');
  if (!isDegauss || textOf(event.data, 'level') !== 'destroy') return;
  if (!SECOND_REVISION.test(textOf(event.data, 'standard') ?? '')) return;
  raise(walk, event, {
    rule: 'degauss-as-destroy',
    severity: 'warning',
    explanation:
      'Degaussing does not destroy a medium under NIST SP 800-88 Rev. 2. Destroy it otherwise, or report the level that was reached.',
  });
}
