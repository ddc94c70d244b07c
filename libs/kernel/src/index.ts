export { afterPrefix } from './after-prefix.js';
export { BoundedMap } from './bounded-map.js';
export { canonicalJson } from './canonical-json.js';
export { Counts } from './counts.js';
export { type CsvForm, decimalOf, delimiterOf } from './csv-form.js';
export {
  defineEvent,
  type Emitters,
  type EventDeclaration,
  type EventOf,
  type EventSpecification,
  type EveryEventField,
  isOf,
} from './event-declaration.js';
export { fitsMilligrams, milligrams, Rational } from './exact.js';
export { fnv1a, sha256Hex, shortDigest } from './hash.js';
export { derivedId, findingId, isUuid } from './ids.js';
export type { Json, JsonObject } from './json.js';
export type { Failure, Refusal } from './problem.js';
export * from './recorded-event.js';
export { ROLES, type Role } from './roles.js';
export { ServerAway } from './server-away.js';
export { type FieldTier, TIERS, type Tier, type Tiers, type TiersOf } from './tiers.js';
export * from './time.js';
