import type { z } from 'zod';
import type { Failure } from '#kernel';
import { descriptionAt, fieldsAt } from './fields.js';
import { nearest } from './nearest.js';
import { pointerTo } from './pointer.js';
import { massFieldHint, unitHint } from './unit-hints.js';

/** Unknown fields of one object that are told, each with the field that was meant. */
const UNKNOWN_FIELDS_MAX = 100;

type Issue = z.core.$ZodIssue;

/** What was given, its schema and where it lies in what was sent. */
export interface Judged {
  given: unknown;
  schema: z.core.$ZodType;
  pointer: string;
}

/** What an issue says of a field, in the words of a partner's interface. An unknown field is reported where it stands. */
export function failuresOfIssue(issue: Issue, { given, schema, pointer }: Judged): Failure[] {
  const at = issue.path.reduce(pointerTo, pointer);
  if (issue.code === 'unrecognized_keys') {
    const fields = fieldsAt(schema, issue.path);
    return issue.keys.slice(0, UNKNOWN_FIELDS_MAX).map((key) => unknownField(key, pointerTo(at, key), fields));
  }
  const value = valueAt(given, issue.path);
  const field = String(issue.path.findLast((part) => typeof part === 'string') ?? '');
  const missing = isMissing(issue, value);
  const hint = [missing ? sentence(descriptionAt(schema, issue.path)) : undefined, hintOf(issue, field, value)]
    .filter((part) => part !== undefined)
    .join(' ');
  return [
    {
      pointer: at,
      rule: missing ? 'required' : ruleOf(issue),
      detail: missing ? 'This field is needed.' : issue.message,
      ...(hint !== '' && { hint }),
    },
  ];
}

function unknownField(key: string, pointer: string, fields: readonly string[]): Failure {
  const meant = nearest(key, fields);
  const hint =
    massFieldHint(key, fields) ??
    (meant !== undefined ? `Did you mean \`${meant}\`?` : 'Fields of your own go into `extensions`.');
  return { pointer, rule: 'unknown-field', detail: `${JSON.stringify(key)} is not a field here.`, hint };
}

const isMissing = ({ code }: Issue, value: unknown): boolean =>
  value === undefined && (code === 'invalid_type' || code === 'invalid_value');

const sentence = (text: string | undefined): string | undefined => text?.replace(/\.?$/, '.');

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'custom':
      return typeof issue.params?.rule === 'string' ? issue.params.rule : 'invalid';
    case 'invalid_type':
      return 'wrong-type';
    case 'invalid_value':
      return 'not-one-of';
    case 'too_small':
    case 'too_big':
      return 'out-of-range';
    case 'invalid_format':
    case 'invalid_key':
      return 'wrong-format';
    default:
      return 'invalid';
  }
}

function hintOf(issue: Issue, field: string, value: unknown): string | undefined {
  const unit = unitHint(field, value);
  switch (issue.code) {
    case 'custom':
      return typeof issue.params?.hint === 'string' ? issue.params.hint : undefined;
    case 'invalid_value':
      return allowedValues(issue.values.map(String), value);
    case 'invalid_type':
      return unit ?? `A value of type ${issue.expected} is expected.`;
    case 'too_big':
      return unit ?? `At most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}.`;
    case 'too_small':
      return `At least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}.`;
    default:
      return undefined;
  }
}

function allowedValues(values: readonly string[], given: unknown): string {
  const meant = typeof given === 'string' ? nearest(given, values) : undefined;
  return `${meant === undefined ? '' : `Did you mean ${meant}? `}One of: ${values.join(', ')}.`;
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let at = given;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at;
}
