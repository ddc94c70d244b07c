import { DENIED_SERIALS } from '../editions/denied-values.js';
import { manufacturerKey } from '../editions/manufacturers.js';
import { read, unreadable, type ValueParser } from '../parsed.js';
import { colonEscaped, hasControlCharacters, tidied } from '../spelling.js';

const SERIAL_LENGTH_MAX = 64;

/** `<manufacturer>:<serial>`. The manufacturer goes through the alias table, the serial is trimmed and upper-cased. */
export const parseSerial: ValueParser = (value) => {
  const colon = value.indexOf(':');
  if (colon < 0) {
    return unreadable(
      'serial-manufacturer',
      'A serial number means something only with its manufacturer.',
      'Send `serial:<manufacturer>:<number>`, such as `serial:Apple:C39XK2ABCD`.',
    );
  }
  const manufacturer = manufacturerKey(value.slice(0, colon));
  const serial = tidied(tidied(value.slice(colon + 1)).toUpperCase());
  if (manufacturer === '') return unreadable('serial-manufacturer', 'The manufacturer is empty.');
  if (serial === '' || serial.length > SERIAL_LENGTH_MAX || hasControlCharacters(serial)) {
    return unreadable('serial-form', `A serial number has 1 to ${SERIAL_LENGTH_MAX} printable characters.`);
  }
  if (isPlaceholder(serial)) {
    return unreadable(
      'identifier-denied',
      `${JSON.stringify(serial)} is a placeholder that names no device.`,
      'Leave it out and name the device by another identifier.',
    );
  }
  return read('serial', `${manufacturer}:${colonEscaped(serial)}`);
};

function isPlaceholder(serial: string): boolean {
  const letters = serial.replace(/[^\p{L}\p{N}]+/gu, '');
  return letters === '' || DENIED_SERIALS.has(letters) || /^(.)\1+$/u.test(letters);
}
