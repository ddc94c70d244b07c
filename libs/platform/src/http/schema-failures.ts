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
  /** Of a format `regex`. */
  pattern?: string;
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

const placeOf = ({ path = [] }: Issue, prefix: string): string =>
  pointerOf(
    path.map((part) => (typeof part === 'object' ? part.key : part)),
    prefix,
  );

function failuresOfIssue(issue: Issue, prefix: string): Failure[] {
  const pointer = placeOf(issue, prefix);
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

/**
 * Of a union's members, the one that came closest speaks: of the value's own kind, the deepest, with fewest failures,
 * and not by a word that tells the members apart. Where none of them has that word, all of them are named.
 */
function failuresOfUnion(issue: Issue, pointer: string): Failure[] {
  const members = (issue.errors ?? []).map((issues) => ({ issues, failures: failuresOf(issues, pointer) }));
  const ranked = members
    .filter(({ failures }) => failures.length > 0)
    .map((member) => ({ ...member, rank: rankOf(member.failures, pointer) }))
    .sort((a, b) => compareRanks(a.rank, b.rank));
  const [closest] = ranked;
  if (closest === undefined) return [{ pointer, rule: 'no-such-form', detail: issue.message }];
  return closest.failures.map((failure) => {
    if (failure.rule !== 'not-one-of') return failure;
    const values = members.map(({ issues }) => valuesAt(issues, pointer, failure.pointer));
    const isWord = values.every((each) => each.length > 0);
    return isWord ? { ...failure, hint: oneOf([...new Set(values.flat())]) } : failure;
  });
}

/** Less is closer. */
function rankOf(failures: readonly Failure[], pointer: string): number[] {
  const isOtherKind = failures.some((failure) => failure.pointer === pointer && failure.rule === 'wrong-type');
  const depth = Math.max(...failures.map((failure) => failure.pointer.split('/').length));
  const words = failures.filter(({ rule }) => rule === 'not-one-of').length;
  return [Number(isOtherKind), -depth, failures.length, words];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((rank, at) => rank !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

/** What may stand there, as the issues of one member say. */
function valuesAt(issues: readonly Issue[], prefix: string, pointer: string): unknown[] {
  return issues.slice(0, FAILURES_MAX).flatMap((issue) => {
    const at = placeOf(issue, prefix);
    if (issue.code === 'invalid_union') return (issue.errors ?? []).flatMap((each) => valuesAt(each, at, pointer));
    return at === pointer ? (issue.values ?? []) : [];
  });
}

const oneOf = (values: readonly unknown[]): string => `One of: ${values.map(String).join(', ')}.`;

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
      return issue.format === 'template_literal' ? 'not-one-of' : 'wrong-format';
    case 'custom':
      return issue.params?.rule ?? 'invalid';
    default:
      return 'invalid';
  }
}

const hintOfForm = ({ format, pattern }: Issue): { hint?: string } => {
  const form = format === 'regex' ? pattern : format;
  return form === undefined ? {} : { hint: `Expected form: ${form}.` };
};

function hintOf(issue: Issue): { hint?: string } {
  if (issue.params?.hint !== undefined) return { hint: issue.params.hint };
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === undefined ? {} : { hint: `Send a value of type ${issue.expected}.` };
    case 'invalid_value':
      return issue.values === undefined ? {} : { hint: oneOf(issue.values) };
    case 'too_small':
      return { hint: `At least ${String(issue.minimum)}.` };
    case 'too_big':
      return { hint: `At most ${String(issue.maximum)}.` };
    case 'invalid_format':
      return hintOfForm(issue);
    default:
      return {};
  }
}
