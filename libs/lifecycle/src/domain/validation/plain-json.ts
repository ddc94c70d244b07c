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
export function plainJsonFailures(value: unknown, pointer: string, failuresMax: number): readonly Failure[] {
  if (isPlain(value, 0)) return NONE;
  const found: Failure[] = [];
  collect(value, pointer, 0, (failure) => found.push(failure) < failuresMax);
  return found;
}

const NONE: readonly Failure[] = [];

/** `tell` answers whether to go on. So does this. */
function collect(value: unknown, pointer: string, depth: number, tell: (failure: Failure) => boolean): boolean {
  if (typeof value === 'string') return value.isWellFormed() || tell(brokenText(pointer));
  if (typeof value === 'number') return isSafe(value) || tell(unsafeNumber(pointer));
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= DEPTH_MAX) {
    return tell({ pointer, rule: 'too-deep', detail: `A payload is nested at most ${DEPTH_MAX} levels deep.` });
  }
  if (Array.isArray(value)) {
    return value.every((member, at) => collect(member, pointerTo(pointer, at), depth + 1, tell));
  }
  return Object.entries(value).every(([key, member]) => {
    const at = pointerTo(pointer, key);
    if (FORBIDDEN_KEYS.has(key)) return tell({ pointer: at, rule: 'forbidden-key', detail: `${key} is not a field.` });
    return key.isWellFormed() ? collect(member, at, depth + 1, tell) : tell(brokenText(pointer));
  });
}

const brokenText = (pointer: string): Failure => ({
  pointer,
  rule: 'broken-text',
  detail: 'This is not well-formed Unicode.',
  hint: 'Send UTF-8; half a surrogate pair is no character.',
});

const isSafe = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

const unsafeNumber = (pointer: string): Failure => ({
  pointer,
  rule: 'unsafe-number',
  detail: 'Numbers of this size lose digits on their way.',
  hint: 'Identifiers are strings, not numbers.',
});
