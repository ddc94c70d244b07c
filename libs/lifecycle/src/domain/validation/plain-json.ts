import type { Failure } from '#kernel';
import { pointerTo } from './pointer.js';

const DEPTH_MAX = 12;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether there is nothing to complain about: the usual answer, and therefore without pointers. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed();
    case 'number':
      return isSafe(value);
    case 'object':
      break;
    default:
      return true;
  }
  if (value === null) return true;
  if (depth >= DEPTH_MAX) return false;
  if (Array.isArray(value)) return value.every((member) => isPlain(member, depth + 1));
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key) || !key.isWellFormed()) return false;
    if (!isPlain((value as Record<string, unknown>)[key], depth + 1)) return false;
  }
  return true;
}

/** What no payload may hold, whatever its type: keys of prototypes, broken text, numbers that JSON cannot carry. */
export const plainJsonFailures = (value: unknown, pointer: string): readonly Failure[] =>
  isPlain(value, 0) ? NONE : failuresOf(value, pointer, 0);

const NONE: readonly Failure[] = [];

function failuresOf(value: unknown, pointer: string, depth: number): Failure[] {
  if (typeof value === 'string') return value.isWellFormed() ? [] : [brokenText(pointer)];
  if (typeof value === 'number') return numberFailures(value, pointer);
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= DEPTH_MAX) {
    return [{ pointer, rule: 'too-deep', detail: `A payload is nested at most ${DEPTH_MAX} levels deep.` }];
  }
  const found: Failure[] = [];
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) found.push(...failuresOf(value[at], pointerTo(pointer, at), depth + 1));
    return found;
  }
  for (const key of Object.keys(value)) {
    const at = pointerTo(pointer, key);
    if (FORBIDDEN_KEYS.has(key)) found.push({ pointer: at, rule: 'forbidden-key', detail: `${key} is not a field.` });
    else if (!key.isWellFormed()) found.push(brokenText(pointer));
    else found.push(...failuresOf((value as Record<string, unknown>)[key], at, depth + 1));
  }
  return found;
}

const brokenText = (pointer: string): Failure => ({
  pointer,
  rule: 'broken-text',
  detail: 'This is not well-formed Unicode.',
  hint: 'Send UTF-8; half a surrogate pair is no character.',
});

const isSafe = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

function numberFailures(value: number, pointer: string): Failure[] {
  if (isSafe(value)) return [];
  return [
    {
      pointer,
      rule: 'unsafe-number',
      detail: 'Numbers of this size lose digits on their way.',
      hint: 'Identifiers are strings, not numbers.',
    },
  ];
}
