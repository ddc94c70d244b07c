import { read, unreadable, type ValueParser } from '../parsed.js';

const SPELLING =
  /^(?:[0-9a-f]{12}|[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$/i;

/** Six bytes, set apart by colons, hyphens, dots or nothing. Kept in lower case with colons. */
export const parseMac: ValueParser = (value) => {
  const text = value.trim();
  if (!SPELLING.test(text)) return unreadable('mac-form', 'A MAC address has six bytes in hexadecimal digits.');
  const digits = text.replace(/[^0-9a-f]/gi, '').toLowerCase();
  if (/^(0{12}|f{12})$/.test(digits)) {
    return unreadable('identifier-denied', `${text} is an address that every device may show.`);
  }
  return read('mac', digits.replace(/(..)(?=.)/g, '$1:'));
};
