import { MASS_KG_MAX } from '../values/mass.js';

const DECIMAL_TEXT = /^\s*-?\d+([.,]\d+)?\s*$/;
const NAMED_MASS = /^(mass|weight)(in)?(g|gr|grams?|mg|kgs?|kilograms?|lbs?|pounds?|oz)?$/i;
const FRACTION = /Fraction$|^share$|^efficiency$/;

/** A value of the right meaning in the wrong unit: what it would be in the right one. Nothing is converted unasked. */
export function unitHint(field: string, given: unknown): string | undefined {
  if (typeof given === 'string' && DECIMAL_TEXT.test(given)) {
    return `Send a number: ${Number(given.trim().replace(',', '.'))}.`;
  }
  if (typeof given !== 'number') return undefined;
  if (/massKg$/i.test(field) && given > MASS_KG_MAX) {
    return `Masses are in kilograms. If ${given} are grams, send ${given / 1000}.`;
  }
  if (/KWh$/.test(field) && given > 0)
    return `Energy is in kilowatt hours. If ${given} are watt hours, send ${given / 1000}.`;
  if (/HealthPercent$|^healthPercent$/.test(field)) return 'Percent of the rated capacity, 0 to 110.';
  if (FRACTION.test(field) && given > 1 && given <= 100)
    return `A share is between 0 and 1. If ${given} are percent, send ${given / 100}.`;
  if (field === 'amountMinor' && !Number.isInteger(given)) {
    return `Amounts are in the smallest unit of the currency: ${given} with two decimals is ${Math.round(given * 100)}.`;
  }
  return undefined;
}

/** For a field of another name that holds a mass. */
export const massFieldHint = (field: string, fields: readonly string[]): string | undefined => {
  const own = fields.find((name) => /massKg$/i.test(name));
  return own !== undefined && NAMED_MASS.test(field) ? `The mass is \`${own}\`, in kilograms.` : undefined;
};
