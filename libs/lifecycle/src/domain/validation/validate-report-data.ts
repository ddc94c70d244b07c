import type { EventDeclaration, Failure, JsonObject } from '#kernel';
import { failuresOfIssue } from './issue-failures.js';
import { plainJsonFailures } from './plain-json.js';

export type ValidatedData = { ok: true; data: JsonObject } | { ok: false; failures: Failure[] };

/**
 * A report's payload against the declaration of its type: the canonical payload, or every failure at once with its
 * pointer into the report. Absent data is an empty object. Never throws.
 */
export function validateReportData(declaration: EventDeclaration, given: unknown, pointer = '/data'): ValidatedData {
  const data = given ?? {};
  const plain = plainJsonFailures(data, pointer);
  if (plain.length > 0) return { ok: false, failures: [...plain] };
  const parsed = declaration.data.safeParse(data);
  if (parsed.success) return { ok: true, data: parsed.data as JsonObject };
  const judged = { given: data, schema: declaration.data, pointer };
  return { ok: false, failures: parsed.error.issues.flatMap((issue) => failuresOfIssue(issue, judged)) };
}
