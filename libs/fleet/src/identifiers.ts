const DEMO_COMPANY_PREFIX = '9521234';
/** Reporting-body digits of the test ranges: no such device is sold to anybody. */
const TEST_RANGES = ['00', '02', '03', '04', '05', '06', '07', '08', '09'] as const;
const SERIALS_PER_TAC = 1_000_000;

/** Luhn check digit over the digits before it. */
export function luhnDigit(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

/** GS1 check digit (weights 3 and 1 from the right). */
export function gs1Digit(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index++)
    sum += Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

/**
 * IMEI of a test range. `use` keeps the numbers of one device apart: 0 first SIM, 1 second SIM, 2 after a board swap,
 * 3 for injected strangers.
 */
export function imei(modelNumber: number, deviceIndex: number, use: number): string {
  const range = TEST_RANGES[modelNumber % TEST_RANGES.length] ?? '00';
  const block = (Math.floor(deviceIndex / SERIALS_PER_TAC) % 25) + use * 25;
  const tac = `${range}${String(modelNumber + 1).padStart(4, '0')}${String(block).padStart(2, '0')}`;
  const body = `${tac}${String(deviceIndex % SERIALS_PER_TAC).padStart(6, '0')}`;
  return `${body}${luhnDigit(body)}`;
}

/** GTIN-14 under the GS1 demonstration prefix. */
export function gtin(modelNumber: number): string {
  const body = `0${DEMO_COMPANY_PREFIX}${String(modelNumber).padStart(5, '0')}`;
  return `${body}${gs1Digit(body)}`;
}

/** GLN under the GS1 demonstration prefix. */
export function gln(siteNumber: number): string {
  const body = `${DEMO_COMPANY_PREFIX}${String(90_000 + siteNumber)}`;
  return `${body}${gs1Digit(body)}`;
}

/** Serial number within a manufacturer, at most 20 characters as GS1 allows. */
export const serial = (modelNumber: number, deviceIndex: number, suffix = ''): string =>
  `CL${modelNumber.toString(36).toUpperCase().padStart(2, '0')}${deviceIndex.toString(36).toUpperCase().padStart(6, '0')}${suffix}`;
