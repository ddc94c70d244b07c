import type { RecordedEvent, Severity } from '#kernel';
import { mayBearData } from '../axes/media.js';
import { raise } from '../findings/raise.js';
import type { Walk } from '../walk/walk.js';

interface Condition {
  rule: string;
  severity: Severity;
  explanation: string;
  misses(walk: Walk, event: RecordedEvent): boolean;
}

const READY = new Set(['ready', 'listed', 'reserved', 'unknown', 'manufactured', 'in_distribution']);

/** Rule 1: a listing is never refused; each condition that it misses is a finding of its own. */
const CONDITIONS: readonly Condition[] = [
  {
    rule: 'listed-before-ready',
    severity: 'warning',
    explanation: 'Listed before it was ready. Report the refurbishment, or that the device is ready as it is.',
    misses: ({ journey }) => !READY.has(journey.disposition),
  },
  {
    rule: 'listed-with-data',
    severity: 'critical',
    explanation: 'Listed while data may be on it. Take it off sale and erase every medium, or report the erasure.',
    misses: (walk) => mayBearData(walk),
  },
  {
    rule: 'listed-locked',
    severity: 'warning',
    explanation: 'Listed with a lock on it. Have the lock removed before it is sold.',
    misses: ({ journey }) => journey.locks.some(({ state }) => state === 'locked'),
  },
  {
    rule: 'listed-lock-unknown',
    severity: 'information',
    explanation: 'Listed while it is not known whether it is locked. A check of its locks would tell.',
    misses: ({ journey }) => journey.locks.length === 0 || journey.locks.some(({ state }) => state === 'unknown'),
  },
  {
    rule: 'listed-without-grade',
    severity: 'warning',
    explanation: 'Listed with no current grade. Grade it as it is now.',
    misses: ({ journey }, event) =>
      !journey.grades.some(({ state, staleAt }) => state === 'current' && staleAt >= event.metadata.date),
  },
  {
    rule: 'listed-under-alert',
    severity: 'high',
    explanation:
      'Listed while it is reported lost, stolen, blocked, recalled or on hold. Take it off sale until that is settled.',
    misses: ({ journey }) => journey.alerts.length > 0,
  },
];

export function listingConditions(walk: Walk, event: RecordedEvent): void {
  for (const { misses, ...finding } of CONDITIONS) if (misses(walk, event)) raise(walk, event, finding);
}
