export { gs1Digit, hasGs1CheckDigit, luhnDigit } from './check-digits.js';
export { DENIED_IMEI_BODIES, DENIED_SERIALS, DENIED_TACS, DENIED_VALUES_EDITION } from './editions/denied-values.js';
export { MANUFACTURER_ALIASES, MANUFACTURERS_EDITION, manufacturerKey } from './editions/manufacturers.js';
export { isGln } from './gs1/gln.js';
export { gtin14 } from './gs1/gtin.js';
export * from './identifier.js';
export { tacOf } from './kinds/imei.js';
export {
  IDENTIFIER_KINDS,
  isSameIdentifier,
  isTestIdentifier,
  parseIdentifier,
  parseIdentifierParts,
} from './parse-identifier.js';
export type { Parsed, Unreadable } from './parsed.js';
export { compareStrength } from './strength.js';
export { parseSubject, SUBJECT_KINDS, type Subject, type SubjectKind } from './subject.js';
