import { type Parsed, read, unreadable, type ValueParser } from '../parsed.js';
import { colonEscaped } from '../spelling.js';
import { gtin14, whyNotGtin } from './gtin.js';

/** The characters of GS1 serial numbers (AI encodable set 82). */
const SERIAL = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;

/** A product's GTIN with the serial of one piece. Unlike a maker's own serials these tell upper from lower case. */
export function gtinWithSerial(gtin: string, serial: string): Parsed {
  const failure = whyNotGtin(gtin);
  if (failure !== undefined) return failure;
  const trimmed = serial.trim();
  if (!SERIAL.test(trimmed)) {
    return unreadable('gs1-serial', 'A GS1 serial number has 1 to 20 letters, digits or punctuation marks.');
  }
  if (/^0+$/.test(trimmed)) return unreadable('identifier-denied', 'An all-zero serial number names no device.');
  return read('gtin-serial', `${gtin14(gtin)}:${colonEscaped(trimmed)}`);
}

/** `<gtin>:<serial>` */
export const parseGtinSerial: ValueParser = (value) => {
  const colon = value.indexOf(':');
  if (colon < 0) {
    return unreadable(
      'gs1-serial',
      'A GTIN names a product; one device needs its serial number too.',
      'Send `gtin-serial:<gtin>:<serial>`.',
    );
  }
  return gtinWithSerial(value.slice(0, colon), value.slice(colon + 1));
};
