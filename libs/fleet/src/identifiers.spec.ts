import { describe, expect, it } from '@jest/globals';
import { gln, gs1Digit, gtin, imei, luhnDigit, serial } from './identifiers.js';
import { MODELS } from './models.js';

describe('identifiers of the fleet', () => {
  it('have the check digits that the standards ask for', () => {
    expect(luhnDigit('26053179311383')).toBe(7);
    expect(gs1Digit('952123454321')).toBe(3);
  });

  it('are IMEIs of test ranges, different for every device, SIM and use', () => {
    const numbers = MODELS.flatMap((_, model) =>
      [0, 1, 999_999, 1_000_000, 24_999_999].flatMap((device) => [0, 1, 2, 3].map((use) => imei(model, device, use))),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^0[02-9]\d{13}$/);
  });

  it('are GTINs and GLNs of the demonstration prefix and serials that fit a Digital Link', () => {
    expect(gtin(7)).toMatch(/^09521234\d{6}$/);
    expect(gln(3)).toMatch(/^9521234\d{6}$/);
    expect(serial(80, 25_000_000, 'X').length).toBeLessThanOrEqual(20);
  });
});
