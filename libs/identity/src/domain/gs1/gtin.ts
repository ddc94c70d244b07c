import { gs1Digit } from '../check-digits.js';
import { type Unreadable, unreadable } from '../parsed.js';

const LENGTHS = [8, 12, 13, 14];

/** GTIN of 8, 12, 13 or 14 digits as 14 digits; `undefined` if it is none or its check digit is wrong. */
export function gtin14(text: string): string | undefined {
  const digits = text.replace(/[\s-]+/g, '');
  return whyNotGtin(digits) === undefined ? digits.padStart(14, '0') : undefined;
}

export function whyNotGtin(text: string): Unreadable | undefined {
  const digits = text.replace(/[\s-]+/g, '');
  if (!/^\d+$/.test(digits) || !LENGTHS.includes(digits.length)) {
    return unreadable('gtin-length', 'A GTIN has 8, 12, 13 or 14 digits.');
  }
  if (/^0+$/.test(digits)) return unreadable('identifier-denied', 'An all-zero GTIN names no product.');
  const expected = gs1Digit(digits.slice(0, -1));
  if (expected === digits.at(-1)) return undefined;
  return unreadable(
    'gtin-check-digit',
    `The check digit of GTIN ${digits} is wrong.`,
    `If its other digits are right, it ends in ${expected}.`,
  );
}
