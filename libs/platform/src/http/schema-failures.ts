import type { Failure } from '#kernel';

/** The part of a zod issue that failures are made from; any Standard Schema issue has `message` and `path`. */
interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
  code?: string;
  expected?: string;
  input?: unknown;
  keys?: readonly string[];
  values?: readonly unknown[];
  format?: string;
  errors?: readonly (readonly Issue[])[];
  minimum?: unknown;
  maximum?: unknown;
  params?: { rule?: string; hint?: string } | undefined;
}

/** Failures of one value that are told; who sends more than that has another problem than the rest of the list. */
const FAILURES_MAX = 100;

/** Every failure of a value against its schema (at most `FAILURES_MAX`), with RFC 6901 pointers under `prefix`. */
export function failuresOf(issues: readonly unknown[], prefix = ''): Failure[] {
  return (issues as readonly Issue[])
    .slice(0, FAILURES_MAX)
    .flatMap((issue) => failuresOfIssue(issue, prefix))
    .slice(0, FAILURES_MAX);
}

export const pointerOf = (path: readonly PropertyKey[], prefix = ''): string =>
  path.reduce<string>(
    (pointer, part) => `${pointer}/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    prefix,
  );

function failuresOfIssue(issue: Issue, prefix: string): Failure[] {
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
  const pointer = pointerOf(path, prefix);
  switch (issue.code) {
    case 'unrecognized_keys':
      return (issue.keys ?? []).slice(0, FAILURES_MAX).map((key) => ({
        pointer: pointerOf([key], pointer),
        rule: 'unknown-field',
        detail: `${JSON.stringify(key)} is not a field here.`,
        hint: 'Check the spelling, or put it into `extensions` where the type has them.',
      }));
    case 'invalid_union':
      return failuresOfUnion(issue, pointer);
    default:
      return [{ pointer, rule: ruleOf(issue), detail: detailOf(issue), ...hintOf(issue) }];
  }
}

/** Of a union's members, the one that came closest speaks: fewest failures, the deepest first. */
function failuresOfUnion(issue: Issue, pointer: string): Failure[] {
  const members = (issue.errors ?? []).map((issues) => failuresOf(issues, pointer)).filter((found) => found.length > 0);
  const depth = (failures: Failure[]) => Math.max(...failures.map((failure) => failure.pointer.length));
  const [closest] = members.sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  return closest ?? [{ pointer, rule: 'no-such-form', detail: issue.message }];
}

function detailOf(issue: Issue): string {
  switch (ruleOf(issue)) {
    case 'required':
      return 'This field is needed.';
    case 'not-one-of':
      // Which ones are is the hint, and the list may be long.
      return 'This is none of the values that are allowed here.';
    default:
      return issue.message;
  }
}

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return /received undefined/.test(issue.message) ? 'required' : 'wrong-type';
    case 'invalid_value':
      return 'not-one-of';
    case 'too_small':
    case 'too_big':
      return 'out-of-range';
    case 'not_multiple_of':
      return 'not-a-multiple';
    case 'invalid_format':
      return 'wrong-format';
    case 'custom':
      return issue.params?.rule ?? 'invalid';
    default:
      return 'invalid';
  }
}

function hintOf(issue: Issue): { hint?: string } {
  if (issue.params?.hint !== undefined) return { hint: issue.params.hint };
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === undefined ? {} : { hint: `Send a value of type ${issue.expected}.` };
    case 'invalid_value':
      return issue.values === undefined ? {} : { hint: `One of: ${issue.values.map(String).join(', ')}.` };
    case 'too_small':
      return { hint: `At least ${String(issue.minimum)}.` };
    case 'too_big':
      return { hint: `At most ${String(issue.maximum)}.` };
    case 'invalid_format':
      return issue.format === undefined ? {} : { hint: `Expected form: ${issue.format}.` };
    default:
      return {};
  }
}
