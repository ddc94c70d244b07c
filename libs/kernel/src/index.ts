export { canonicalJson } from './canonical-json.js';
export {
  defineEvent,
  type Emitters,
  type EventDeclaration,
  type EventOf,
  type EventSpecification,
  isOf,
} from './event-declaration.js';
export { fitsMilligrams, milligrams, Rational } from './exact.js';
export { sha256Hex, shortDigest } from './hash.js';
export { derivedId, findingId, isUuid } from './ids.js';
export type { Json, JsonObject } from './json.js';
export type { Failure, Refusal } from './problem.js';
export * from './recorded-event.js';
export { ROLES, type Role, TIERS, type Tier } from './roles.js';
export * from './time.js';
