import type { Failure } from '#kernel';
import { pointerTo } from './pointer.js';

const DEPTH_MAX = 12;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What no payload may hold, whatever its type: keys of prototypes, broken text, numbers that JSON cannot carry. */
export function plainJsonFailures(value: unknown, pointer: string, depth = 0): Failure[] {
  if (typeof value === 'string') return value.isWellFormed() ? [] : [brokenText(pointer)];
  if (typeof value === 'number') return numberFailures(value, pointer);
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= DEPTH_MAX) {
    return [{ pointer, rule: 'too-deep', detail: `A payload is nested at most ${DEPTH_MAX} levels deep.` }];
  }
  const found: Failure[] = [];
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++)
      found.push(...plainJsonFailures(value[at], pointerTo(pointer, at), depth + 1));
    return found;
  }
  for (const key of Object.keys(value)) {
    const at = pointerTo(pointer, key);
    if (FORBIDDEN_KEYS.has(key)) found.push({ pointer: at, rule: 'forbidden-key', detail: `${key} is not a field.` });
    else if (!key.isWellFormed()) found.push(brokenText(pointer));
    else found.push(...plainJsonFailures((value as Record<string, unknown>)[key], at, depth + 1));
  }
  return found;
}

const brokenText = (pointer: string): Failure => ({
  pointer,
  rule: 'broken-text',
  detail: 'This is not well-formed Unicode.',
  hint: 'Send UTF-8; half a surrogate pair is no character.',
});

function numberFailures(value: number, pointer: string): Failure[] {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return [];
  return [
    {
      pointer,
      rule: 'unsafe-number',
      detail: 'Numbers of this size lose digits on their way.',
      hint: 'Identifiers are strings, not numbers.',
    },
  ];
}
