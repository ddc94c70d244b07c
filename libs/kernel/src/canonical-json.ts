/**
 * RFC 8785 text of a value whose keys all match `^[a-z][A-Za-z0-9]*$`, whose strings are well-formed and whose
 * numbers are finite: there, `JSON.stringify` of an object built in key order is the canonical form (CONTRACTS R8).
 * Members that are `undefined` are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inKeyOrder(value));
}

function inKeyOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inKeyOrder);
  const source = value as Record<string, unknown>;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(source).sort()) {
    const member = source[key];
    if (member !== undefined) ordered[key] = typeof member === 'object' ? inKeyOrder(member) : member;
  }
  return ordered;
}
