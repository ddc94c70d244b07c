import type { StandingRule } from './outcome.js';

/** A report that stands in for a retracted one counts while that retraction does (CONTRACTS R6). */
export const replacementWaiting: StandingRule = ({ history }, event) => {
  const { replacementIn } = event.metadata;
  if (replacementIn === undefined) return undefined;
  if (history.isKnown(replacementIn.retractionId) && history.voids.voidedBy(replacementIn.retractionId) === undefined) {
    return undefined;
  }
  return {
    rule: 'replacement-waiting',
    explanation:
      'This report replaces one whose retraction does not count, or not yet. Send the retraction again, or report this on its own.',
  };
};
