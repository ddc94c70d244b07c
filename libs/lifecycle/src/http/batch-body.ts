import { MalformedLine, problem } from '#platform';
import { BATCH_MAX } from '../application/recorder.js';
import { refused } from '../domain/intake/refuse.js';
import type { Outcome } from '../domain/report.js';

/** The items of a batch. Throws where the whole of it cannot be taken. */
export function bodiesOf(body: unknown): unknown[] {
  if (!Array.isArray(body)) {
    throw problem(422, 'wrong-type', 'A batch is a JSON array of reports, or NDJSON.', {
      hint: 'One report: POST /v1/events.',
    });
  }
  if (body.length > BATCH_MAX) {
    throw problem(413, 'too-many-items', `A batch holds at most ${BATCH_MAX} reports.`, {
      hint: 'Split it, or send it as a file to POST /v1/imports.',
    });
  }
  return body;
}

/** A line that is no JSON keeps its place among the answers. */
export const malformedOutcome = (body: unknown): Outcome | undefined =>
  body instanceof MalformedLine ? refused(400, body.failure) : undefined;
