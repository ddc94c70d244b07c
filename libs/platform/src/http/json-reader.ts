import { isUtf8 } from 'node:buffer';
import type { Failure } from '#kernel';
import { pointerOf } from './schema-failures.js';

/** Reports are flat; nothing that a partner means nests deeper. */
export const JSON_DEPTH_MAX = 32;

export type ReadJson = { ok: true; value: unknown } | { ok: false; failure: Failure };

const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * JSON that may be believed to mean one thing: UTF-8, at most `JSON_DEPTH_MAX` deep, no key that reaches a prototype,
 * no key twice in one object (readers disagree on which one counts), no half of a surrogate pair.
 */
export function readJson(bytes: Uint8Array): ReadJson {
  if (!isUtf8(bytes)) return failed('', 'not-utf-8', 'The text is not valid UTF-8.', 'Send UTF-8 without other bytes.');
  const shape = shapeOf(bytes);
  if (shape.depth > JSON_DEPTH_MAX) {
    return failed('', 'too-deep', `The JSON nests deeper than ${JSON_DEPTH_MAX} levels.`, 'Flatten it.');
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return failed('', 'not-json', `Not JSON: ${messageOf(error)}`, 'Check quotes, commas and braces.');
  }
  const walk = new Walk(shape.escapes);
  walk.visit(value, []);
  if (walk.failure !== undefined) return { ok: false, failure: walk.failure };
  if (walk.keys !== shape.colons) return duplicateKey(text);
  return { ok: true, value };
}

/** One pass over the bytes: depth, keys (colons outside strings) and whether a `\u` escape occurs. */
function shapeOf(bytes: Uint8Array): { depth: number; colons: number; escapes: boolean } {
  let [depth, deepest, colons, escapes, inString] = [0, 0, 0, false, false];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inString) {
      if (byte === BACKSLASH) {
        at += 1;
        escapes = true;
      } else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COLON) colons += 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
  }
  return { depth: deepest, colons, escapes };
}

/** Counts the keys of a parsed value, and finds what must not be in it. */
class Walk {
  keys = 0;
  failure: Failure | undefined;

  constructor(private readonly strict: boolean) {}

  visit(value: unknown, path: PropertyKey[]): void {
    if (typeof value === 'string') {
      if (this.strict && !value.isWellFormed()) this.fail(path, 'ill-formed-unicode', 'Half of a surrogate pair.');
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) this.member(value[index], path, index);
      return;
    }
    for (const key of Object.keys(value)) {
      this.keys += 1;
      if (PROTOTYPE_KEYS.has(key)) this.fail([...path, key], 'forbidden-key', `The key ${key} is not allowed.`);
      else if (this.strict && !key.isWellFormed()) this.fail(path, 'ill-formed-unicode', 'Half of a surrogate pair.');
      this.member((value as Record<string, unknown>)[key], path, key);
    }
  }

  private member(value: unknown, path: PropertyKey[], part: PropertyKey): void {
    if (typeof value !== 'object' && !(this.strict && typeof value === 'string')) return;
    path.push(part);
    this.visit(value, path);
    path.pop();
  }

  private fail(path: PropertyKey[], rule: string, detail: string): void {
    this.failure ??= { pointer: pointerOf(path), rule, detail, hint: 'Leave it out.' };
  }
}

/**
 * Only reached once the counts differ; reads again, slowly, to name the key. Step by step: an expression that reads
 * strings runs out of stack on long ones.
 */
function duplicateKey(text: string): ReadJson {
  const scopes: Set<string>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charCodeAt(at);
    if (mark === OPEN_BRACE) scopes.push(new Set());
    else if (mark === CLOSE_BRACE) scopes.pop();
    else if (mark === QUOTE) {
      const end = endOfString(text, at);
      const key = isKey(text, end) ? (JSON.parse(text.slice(at, end + 1)) as string) : undefined;
      if (key !== undefined && scopes.at(-1)?.has(key))
        return failed('', 'duplicate-key', `The key ${JSON.stringify(key)} occurs twice.`, 'Keep one.');
      if (key !== undefined) scopes.at(-1)?.add(key);
      at = end;
    }
  }
  return failed('', 'duplicate-key', 'A key occurs twice in one object.', 'Keep one.');
}

/** Where the string ends that begins at a quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (BLANKS.has(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === COLON;
}

const failed = (pointer: string, rule: string, detail: string, hint: string): ReadJson => ({
  ok: false,
  failure: { pointer, rule, detail, hint },
});

const messageOf = (error: unknown) => (error instanceof Error ? error.message : 'syntax error');
