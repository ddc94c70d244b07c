/** Levels of nesting that an event may have. */
const DEPTH_MAX = 32;
/** Key sequences remembered with their order; beyond it the order is worked out each time. */
const SHAPES_MAX = 20_000;
const KEY = /^[a-z][A-Za-z0-9]*$/;

/** The event cannot be stored under CONTRACTS R8. `at` is a path such as `data.massKg`. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
  constructor(
    readonly at: string,
    readonly rule: string,
  ) {
    super(`${at}: ${rule}`);
  }
}

/** A trie over keys as objects list them, so that sorting and checking a shape happens once, not per event. */
interface Shape {
  next: Map<string, Shape>;
  sorted: readonly string[] | undefined;
}

const root: Shape = { next: new Map(), sorted: undefined };
let shapes = 0;

/** The object's keys in UTF-16 order, each of them checked. */
export function sortedKeys(value: object, at: string): readonly string[] {
  const keys = Object.keys(value);
  let shape = root;
  for (const key of keys) {
    const next = shape.next.get(key) ?? grow(shape, key);
    if (next === undefined) return sortAndCheck(keys, at);
    shape = next;
  }
  shape.sorted ??= sortAndCheck(keys, at);
  return shape.sorted;
}

function grow(shape: Shape, key: string): Shape | undefined {
  if (shapes >= SHAPES_MAX) return undefined;
  shapes += 1;
  const next: Shape = { next: new Map(), sorted: undefined };
  shape.next.set(key, next);
  return next;
}

function sortAndCheck(keys: readonly string[], at: string): readonly string[] {
  for (const key of keys)
    if (!KEY.test(key)) throw new InvalidEvent(at, `key ${JSON.stringify(key)} is not camel case`);
  return [...keys].sort();
}

/**
 * A copy with keys in canonical order and without `undefined` members, so that `JSON.stringify` of it is RFC 8785.
 * Refuses what that would not be true of. Strings are judged later, on the text (`assertWellFormed`).
 */
export function inCanonicalOrder(value: unknown, at: string, depth = 0): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return value;
      throw new InvalidEvent(at, 'number is neither a safe integer nor a fraction');
    case 'object':
      if (value === null) return null;
      if (depth >= DEPTH_MAX) throw new InvalidEvent(at, `nested deeper than ${DEPTH_MAX} levels`);
      return Array.isArray(value)
        ? Array.from(value, (member, index) => inCanonicalOrder(member, `${at}.${index}`, depth + 1))
        : orderedObject(value, at, depth + 1);
    default:
      throw new InvalidEvent(at, `${typeof value} is not JSON`);
  }
}

function orderedObject(value: object, at: string, depth: number): object {
  assertPlain(value, at);
  const source = value as Record<string, unknown>;
  const ordered: Record<string, unknown> = {};
  for (const key of sortedKeys(value, at)) {
    const member = source[key];
    if (typeof member === 'string') ordered[key] = member;
    else if (member !== undefined) ordered[key] = inCanonicalOrder(member, `${at}.${key}`, depth);
  }
  return ordered;
}

/** Plain in any realm: the prototype is `null` or has none itself. */
export function assertPlain(value: object, at: string): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new InvalidEvent(at, 'object is not plain');
  }
}

/** `JSON.stringify` writes a lone surrogate as `\udXXX`: only then are the text's strings looked at one by one. */
export function assertWellFormed(text: string, at: string): void {
  if (!text.includes('\\ud')) return;
  JSON.parse(text, (key: string, member: unknown) => {
    if (typeof member === 'string' && !member.isWellFormed())
      throw new InvalidEvent(key || at, 'string is not Unicode');
    return member;
  });
}
