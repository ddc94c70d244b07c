import { eidDigits, mod97 } from '../check-digits.js';
import { read, unreadable, type ValueParser } from '../parsed.js';
import { withoutSeparators } from '../spelling.js';

/** 32 digits of an embedded SIM; as a number it leaves 1 when divided by 97. */
export const parseEid: ValueParser = (value) => {
  const digits = withoutSeparators(value);
  if (!/^\d+$/.test(digits)) return unreadable('eid-digits', 'An EID has digits only.');
  if (digits.length !== 32) return unreadable('eid-length', `An EID has 32 digits, this has ${digits.length}.`);
  if (mod97(digits) === 1) return read('eid', digits);
  const body = digits.slice(0, 30);
  return unreadable(
    'eid-check-digits',
    `The check digits of ${digits} are wrong.`,
    `If its first 30 digits are right, it ends in ${eidDigits(body)}. Read it again.`,
  );
};
