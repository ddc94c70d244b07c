import type { EventDeclaration, Failure, JsonObject } from '#kernel';
import { failuresOfIssue } from './issue-failures.js';
import { plainJsonFailures } from './plain-json.js';

/** Failures of one payload that are told; who sends more than that has another problem than the rest of the list. */
const FAILURES_MAX = 100;

export type ValidatedData = { ok: true; data: JsonObject } | { ok: false; failures: Failure[] };

/**
 * A report's payload against the declaration of its type: the canonical payload, or every failure at once (at most
 * `FAILURES_MAX`) with its pointer into the report. Absent data is an empty object. Never throws.
 */
export function validateReportData(declaration: EventDeclaration, given: unknown, pointer = '/data'): ValidatedData {
  const data = given ?? {};
  const plain = plainJsonFailures(data, pointer, FAILURES_MAX);
  if (plain.length > 0) return { ok: false, failures: [...plain] };
  const parsed = declaration.data.safeParse(data);
  if (parsed.success) return { ok: true, data: parsed.data as JsonObject };
  const judged = { given: data, schema: declaration.data, pointer };
  const issues = parsed.error.issues.slice(0, FAILURES_MAX);
  return { ok: false, failures: issues.flatMap((issue) => failuresOfIssue(issue, judged)).slice(0, FAILURES_MAX) };
}
