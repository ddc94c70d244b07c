import { type Finding, found, partyOf, type Words } from './finding.js';
import type { Recall, Recallable } from './recalls/recall.js';
import { resolutionOf, selects } from './recalls/resolution.js';
import type { StoredUse } from './use.js';

/** A report that is odd by when it came. */
export const reportFinding = (report: StoredUse & Words): Finding => alone(report, report);

/**
 * A report sees to the recall that it names, if that one is open for the device then; else it sees to none, and says
 * so here. `named`: recalls that its words may mean, `records`: what recalls are told by of the device.
 */
export function resolutionFinding(
  report: StoredUse,
  named: readonly Recall[],
  records: readonly Recallable[],
): Finding | undefined {
  const [device] = records;
  const selecting = named.filter((recall) => selects(recall, records));
  const [eventId] = report.events.map(({ id }) => id);
  const sees = (recall: Recall): string | undefined =>
    device && resolutionOf(recall, device, without(selecting, recall))?.eventId;
  if (selecting.some((recall) => sees(recall) === eventId)) return undefined;
  return alone(report, {
    rule: 'recall-not-open',
    severity: 'warning',
    explanation: `${report.detail} ${why(named, selecting, sees)} The report sees to no recall. Correct its \`recallRef\`, or retract it.`,
  });
}

const without = (recalls: readonly Recall[], one: Recall): Recall[] => recalls.filter((other) => other !== one);

function why(
  named: readonly Recall[],
  selecting: readonly Recall[],
  sees: (recall: Recall) => string | undefined,
): string {
  if (named.length === 0) return 'is no recall that stands.';
  if (selecting.length === 0) return 'is a recall that does not select this device.';
  if (selecting.some((recall) => sees(recall) !== undefined)) return 'was seen to before, by another report.';
  if (selecting.length > 1)
    return 'is the reference of several recalls of this device: name one as recall:<partner>:<ref>.';
  return 'was not issued yet.';
}

function alone(use: StoredUse, { rule, severity, explanation }: Words): Finding {
  return found(use, { rule, severity, explanation }, [use], [partyOf(use)]);
}
