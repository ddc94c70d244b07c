import { hasGs1CheckDigit } from '../check-digits.js';

/** Global location number: 13 digits, the last of them the GS1 check digit. */
export const isGln = (text: string): boolean => /^\d{13}$/.test(text) && hasGs1CheckDigit(text);
