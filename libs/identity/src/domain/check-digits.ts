/** Luhn check digit over the digits before it (3GPP TS 23.003, Annex B). */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighed = place % 2 === 0 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return String((10 - (sum % 10)) % 10);
}

/** GS1 check digit over the digits before it: weights 3 and 1 from the right. */
export function gs1Digit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    sum += Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

export const hasGs1CheckDigit = (digits: string): boolean => gs1Digit(digits.slice(0, -1)) === digits.at(-1);

/** Remainder by 97 of a number of any length, as EIDs are checked by. */
export function mod97(digits: string): number {
  let remainder = 0;
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder;
}

/** The last two digits that make a number of 32 digits leave 1 when divided by 97. */
export const eidDigits = (first30: string): string => String(98 - mod97(`${first30}00`)).padStart(2, '0');
