import type { Outcome } from '#lifecycle';

/**
 * What is told of a report that may have been sent before without an answer: no repeat, where this very line or message
 * recorded it. `correlationOf`: of a recorded event, which names what recorded it.
 */
export async function firstTold(
  outcome: Outcome,
  correlationId: string,
  correlationOf: (eventId: string) => Promise<string | undefined>,
): Promise<Outcome> {
  if (outcome.outcome !== 'repeat') return outcome;
  if ((await correlationOf(outcome.answer.eventId)) !== correlationId) return outcome;
  const status = outcome.answer.outcome === 'quarantined' ? 202 : 201;
  return { outcome: 'recorded', status, answer: outcome.answer, position: '' };
}
