import { findingId, partyOf, type RecordedEvent, type Severity } from '#kernel';
import type { Anomaly } from '../journey.js';
import type { Walk } from '../walk/walk.js';

export interface Finding {
  rule: string;
  severity: Severity;
  /** What was found and what to do about it, in plain words. */
  explanation: string;
  /** Further events that it rests on, beside the one at hand. */
  with?: readonly string[];
  /** Partner that is asked to explain or mend it; default: the sender of the event at hand. */
  asked?: string;
  /** Tells findings of one rule on one event apart. */
  about?: string;
}

/**
 * Records a finding on the event at hand. Its id comes from rule, stream and evidence, so that the same finding keeps
 * its id, and a decision on it its effect, through any arrival order, merge or split.
 */
export function raise(walk: Walk, event: RecordedEvent, finding: Finding): Anomaly {
  const evidence = [...new Set([...(finding.with ?? []), event.id])];
  const subject = finding.about === undefined ? event.stream : `${event.stream} ${finding.about}`;
  const id = findingId(finding.rule, subject, evidence);
  const resolution = walk.history.decisions.resolutions.get(id);
  const anomaly: Anomaly = {
    id,
    rule: finding.rule,
    severity: finding.severity,
    explanation: finding.explanation,
    evidence,
    asked: finding.asked ?? partyOf(event),
    at: event.metadata.instant,
    ...(resolution !== undefined && { resolution }),
  };
  walk.journey.anomalies.push(anomaly);
  return anomaly;
}

/** Whether a person has said that the odd value is as reported, or no issue at all. */
export const isAccepted = (anomaly: Anomaly): boolean =>
  anomaly.resolution?.resolution === 'confirmed' || anomaly.resolution?.resolution === 'dismissed';
