import type { Failure, ReceiptAnomaly } from '#kernel';
import type { Outcome } from '#lifecycle/domain';
import type { ImportOutcome } from './import-job.js';
import { shortened, shortReference } from './short-answer.js';

/** What became of one line that was not plainly accepted. */
export interface LineResult {
  /** 1-based, header and blank lines counted: the number that an editor shows. */
  line: number;
  outcome: ImportOutcome;
  status: number;
  reference: string | null;
  eventId: string | null;
  deviceId: string | null;
  anomalies: ReceiptAnomaly[];
  errors: Failure[];
}

export const outcomeOf = (outcome: Outcome): ImportOutcome => {
  switch (outcome.outcome) {
    case 'recorded':
      return outcome.answer.outcome;
    case 'repeat':
      return 'duplicate';
    case 'refused':
      return 'refused';
  }
};

export function lineResult(line: number, reference: string | undefined, outcome: Outcome): LineResult {
  const told = outcome.outcome === 'refused' ? undefined : outcome.answer;
  return {
    line,
    outcome: outcomeOf(outcome),
    status: outcome.status,
    reference: shortReference(reference),
    eventId: told?.eventId ?? null,
    deviceId: told?.deviceId ?? null,
    anomalies: told?.anomalies ?? [],
    errors: outcome.outcome === 'refused' ? shortened(outcome.errors) : [],
  };
}

/** A line that could not even be read as a report. */
export const unreadable = (line: number, errors: Failure[]): LineResult => ({
  line,
  outcome: 'refused',
  status: 422,
  reference: null,
  eventId: null,
  deviceId: null,
  anomalies: [],
  errors: shortened(errors),
});
