import { luhnDigit } from '../check-digits.js';
import { DENIED_IMEI_BODIES, DENIED_TACS } from '../editions/denied-values.js';
import { type Parsed, read, unreadable, type ValueParser } from '../parsed.js';
import { withoutSeparators } from '../spelling.js';

/** Reporting-body digits that are never on a device for sale: 00 and 02 to 09. */
const TEST_RANGE = /^0[02-9]/;

/** 15 digits: type allocation code (8), serial (6), Luhn check digit. */
export const parseImei: ValueParser = (value) => {
  const digits = withoutSeparators(value);
  if (!/^\d+$/.test(digits)) return unreadable('imei-digits', 'An IMEI has digits only.');
  if (digits.length !== 15) return wrongLength(digits);
  const expected = luhnDigit(digits.slice(0, 14));
  if (digits.at(-1) !== expected) {
    return unreadable(
      'imei-check-digit',
      `The check digit of ${digits} is wrong.`,
      `If its first 14 digits are right, it ends in ${expected}: ${digits.slice(0, 14)}${expected}. Read the label again.`,
    );
  }
  return isDenied(digits) ? placeholder(digits) : read('imei', digits);
};

/** 16 digits: type allocation code (8), serial (6), software version (2); it has no check digit. */
export const parseImeisv: ValueParser = (value) => {
  const digits = withoutSeparators(value);
  if (!/^\d{16}$/.test(digits)) return unreadable('imeisv-length', 'An IMEISV has 16 digits.');
  return isDenied(digits) ? placeholder(digits) : read('imeisv', digits);
};

function wrongLength(digits: string): Parsed {
  const detail = `An IMEI has 15 digits, this has ${digits.length}.`;
  if (digits.length === 14) {
    const whole = `${digits}${luhnDigit(digits)}`;
    return unreadable('imei-length', detail, `The check digit is missing; with it, it would be ${whole}.`);
  }
  if (digits.length === 16) {
    return unreadable('imei-length', detail, 'With 16 digits it is an IMEISV: send it as `imeisv:`.');
  }
  return unreadable('imei-length', detail);
}

const isDenied = (digits: string): boolean =>
  /^(\d)\1{13}/.test(digits) || DENIED_IMEI_BODIES.has(digits.slice(0, 14)) || DENIED_TACS.has(digits.slice(0, 8));

const placeholder = (digits: string): Parsed =>
  unreadable(
    'identifier-denied',
    `${digits} is a placeholder that names no device.`,
    'Leave it out and name the device by another identifier.',
  );

/** The type allocation code: which model it is registered for. */
export const tacOf = (imei: string): string => imei.slice(0, 8);

export const isTestImei = (digits: string): boolean => TEST_RANGE.test(digits);
