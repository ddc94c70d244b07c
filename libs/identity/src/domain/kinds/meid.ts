import { type Parsed, read, unreadable, type ValueParser } from '../parsed.js';
import { withoutSeparators } from '../spelling.js';

const FIRST_BYTE_MIN = 0xa0;
const MANUFACTURER_MAX = 0xffff_ffff;
const SERIAL_MAX = 0xff_ffff;

/** 14 hexadecimal digits, or 18 decimal ones (10 for the first 32 bits, 8 for the last 24). Kept in hexadecimal. */
export const parseMeid: ValueParser = (value) => {
  const digits = withoutSeparators(value).toUpperCase();
  if (/^\d{18}$/.test(digits)) return fromDecimal(digits);
  if (/^[0-9A-F]{15}$/.test(digits)) {
    return unreadable('meid-length', 'A MEID has 14 hexadecimal digits, this has 15.', 'Leave out the check digit.');
  }
  if (!/^[0-9A-F]{14}$/.test(digits)) {
    return unreadable('meid-form', 'A MEID has 14 hexadecimal digits, or 18 decimal ones.');
  }
  return checked(digits);
};

function fromDecimal(digits: string): Parsed {
  const manufacturer = Number(digits.slice(0, 10));
  const serial = Number(digits.slice(10));
  if (manufacturer > MANUFACTURER_MAX || serial > SERIAL_MAX) {
    return unreadable('meid-form', 'No MEID has this decimal form: a half is larger than its bits can hold.');
  }
  return checked(`${hex(manufacturer, 8)}${hex(serial, 6)}`);
}

const hex = (number: number, length: number): string => number.toString(16).toUpperCase().padStart(length, '0');

function checked(digits: string): Parsed {
  if (Number.parseInt(digits.slice(0, 2), 16) < FIRST_BYTE_MIN) {
    return unreadable('meid-range', `A MEID begins with A0 or higher, ${digits} does not.`, 'Is it an IMEI or an ESN?');
  }
  if (/^F+$/.test(digits) || /^A0+$/.test(digits)) {
    return unreadable('identifier-denied', `${digits} is a placeholder that names no device.`);
  }
  return read('meid', digits);
}
