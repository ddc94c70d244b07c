/**
 * Values that stand where nobody entered one. Edition 1: placeholders that firmware, labels and test benches are known
 * to show. An identifier of this list names no device.
 */
export const DENIED_VALUES_EDITION = 'denied-identifiers@1';

/** First 14 digits of IMEIs that are counted up by hand; runs of one digit are denied by rule. */
export const DENIED_IMEI_BODIES: ReadonlySet<string> = new Set(['12345678901234', '01234567890123', '98765432109876']);

/** Type allocation codes that lists carry and that were never allocated. */
export const DENIED_TACS: ReadonlySet<string> = new Set(['12312312', '12345678', '22222222']);

/** Compared in upper case, with blanks and punctuation left out. */
export const DENIED_SERIALS: ReadonlySet<string> = new Set([
  '0123456789',
  '123456789',
  '1234567890',
  'CHASSISSERIALNUMBER',
  'DEFAULTSTRING',
  'EMPTY',
  'INVALID',
  'NA',
  'NONE',
  'NOSERIAL',
  'NOTAPPLICABLE',
  'NOTAVAILABLE',
  'NOTSPECIFIED',
  'NULL',
  'OEM',
  'SERIAL',
  'SERIALNUMBER',
  'SN',
  'SYSTEMSERIALNUMBER',
  'TBD',
  'TEST',
  'TOBEFILLEDBYOEM',
  'UNDEFINED',
  'UNKNOWN',
]);
