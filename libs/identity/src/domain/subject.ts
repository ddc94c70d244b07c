import { manufacturerKey } from './editions/manufacturers.js';
import { isUnreadable, splitPartnerName } from './kinds/partner-named.js';
import { type Unreadable, unreadable } from './parsed.js';
import { tidied } from './spelling.js';

export const SUBJECT_KINDS = ['order', 'part', 'batch', 'recall', 'model'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** What a report may be about instead of a device (CONTRACTS I7). */
export interface Subject {
  kind: SubjectKind;
  /** `<partner>:<name>`, for a model `<brand>:<model>`. */
  value: string;
  /** `order:acme:4711` */
  text: string;
  /** `order-acme:4711`: the stream that its events lie in. */
  stream: string;
}

const TEXT_LENGTH_MAX = 400;

/** `order:<partner>:<ref>[/<line>]`, `part:`, `batch:`, `recall:` likewise, `model:<brand>:<model>`. */
export function parseSubject(text: string): { ok: true; subject: Subject } | Unreadable {
  if (text.length > TEXT_LENGTH_MAX || !text.isWellFormed()) {
    return unreadable('subject-form', `A subject is well-formed text of at most ${TEXT_LENGTH_MAX} characters.`);
  }
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(0, colon)).trim().toLowerCase();
  if (!isSubjectKind(kind)) {
    return unreadable(
      'subject-kind',
      'A subject says its kind before a colon.',
      `One of: ${SUBJECT_KINDS.join(', ')}.`,
    );
  }
  const value = kind === 'model' ? modelValue(text.slice(colon + 1)) : partnerValue(text.slice(colon + 1), kind);
  if (typeof value !== 'string') return value;
  return { ok: true, subject: { kind, value, text: `${kind}:${value}`, stream: `${kind}-${value}` } };
}

const isSubjectKind = (kind: string): kind is SubjectKind => (SUBJECT_KINDS as readonly string[]).includes(kind);

function partnerValue(value: string, kind: string): string | Unreadable {
  const split = splitPartnerName(value, kind);
  return isUnreadable(split) ? split : `${split.partner}:${split.name}`;
}

/** Brands go through the manufacturers' aliases; model names are compared without regard to case. */
function modelValue(value: string): string | Unreadable {
  const colon = value.indexOf(':');
  const brand = manufacturerKey(value.slice(0, Math.max(0, colon)));
  const model = tidied(tidied(value.slice(colon + 1)).toLowerCase());
  if (brand === '' || model === '') {
    return unreadable('subject-form', 'A model is named by brand and model.', 'Such as `model:Fairphone:Fairphone 5`.');
  }
  return `${brand}:${model}`;
}
