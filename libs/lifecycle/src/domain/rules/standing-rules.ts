import type { RecordedEvent } from '#kernel';
import type { Standing } from '../journey.js';
import { textOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';
import { duplicateContent } from './duplicate-content.js';
import { endByNonHolder } from './end-by-non-holder.js';
import { identityAmbiguous } from './identity-ambiguous.js';
import { noLifeAfterEnd } from './no-life-after-end.js';
import type { StandingRule } from './outcome.js';
import { replacementWaiting } from './replacement-waiting.js';
import { saleReportedTwice } from './sale-reported-twice.js';

const RULES: readonly StandingRule[] = [
  duplicateContent,
  replacementWaiting,
  identityAmbiguous,
  noLifeAfterEnd,
  endByNonHolder,
  saleReportedTwice,
];

const COUNTED: Standing = { standing: 'counted' };

/** Standing of one event: a person's decision on it, else the first rule that sets it aside (CONTRACTS R2). */
export function judge(walk: Walk, event: RecordedEvent): Standing {
  const decision = walk.history.decisions.standing.get(event.id);
  if (decision?.type === 'EventReleased') return COUNTED;
  if (decision !== undefined) {
    const note = textOf(decision.data, 'note');
    const explanation = `Set aside by a decision of ${decision.recordedBy}${note === undefined ? '.' : `: ${note}`}`;
    return { standing: 'set-aside', rule: 'set-aside-by-decision', explanation, decidedBy: decision.id };
  }
  for (const rule of RULES) {
    const found = rule(walk, event);
    if (found !== undefined) return { standing: 'set-aside', ...found };
  }
  return COUNTED;
}
