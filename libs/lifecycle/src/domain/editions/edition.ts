import { canonicalJson, sha256Hex } from '#kernel';

/** Reference data that folds and formulas read: immutable, named, and known by its content (CONTRACTS P3). */
export interface Edition<Content> {
  /** `categories@1` */
  readonly name: string;
  readonly content: Content;
  /** SHA-256 of the content's canonical JSON: what an activation names. */
  readonly sha256: string;
}

export function edition<const Content extends object>(name: string, content: Content): Edition<Content> {
  return Object.freeze({ name, content: deeplyFrozen(content), sha256: sha256Hex(canonicalJson(content)) });
}

function deeplyFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deeplyFrozen(member);
  return Object.freeze(value);
}
