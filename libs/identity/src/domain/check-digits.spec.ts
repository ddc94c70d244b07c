import { describe, expect, it } from '@jest/globals';
import { eidDigits, gs1Digit, hasGs1CheckDigit, luhnDigit, mod97 } from './check-digits.js';
import { isTestIdentifier, parseIdentifier } from './parse-identifier.js';

/** Worked examples: 3GPP TS 23.003 Annex B first, then known handsets and a test number. */
const IMEIS = ['260531793113837', '490154203237518', '000000000000000', '004401245678905', '357061228981735'] as const;

describe('check digits', () => {
  it.each(IMEIS)('of IMEI %s', (imei) => {
    expect(`${imei.slice(0, 14)}${luhnDigit(imei.slice(0, 14))}`).toBe(imei);
    expect(parseIdentifier(`imei:${imei}`).ok).toBe(imei !== '000000000000000');
  });

  it('of GTIN and GLN', () => {
    expect(gs1Digit('0952123454321')).toBe('3');
    expect(hasGs1CheckDigit('9521234900009')).toBe(true);
    expect(hasGs1CheckDigit('9521234900008')).toBe(false);
  });

  it('of EID: as a number it leaves 1 when divided by 97', () => {
    const eid = '890490321234512345123456789012';
    expect(mod97(`${eid}${eidDigits(eid)}`)).toBe(1);
    expect(mod97('97')).toBe(0);
  });
});

describe('test ranges', () => {
  it.each([
    ['imei:004401245678905', true],
    ['imeisv:0344012456789012', true],
    ['imei:490154203237518', false],
    ['imeisv:0101542032375101', false],
    ['serial:apple:004401245678905', false],
  ])('%s: %s', (text, expected) => {
    const parsed = parseIdentifier(text);
    expect(parsed.ok && isTestIdentifier(parsed.identifier)).toBe(expected);
    expect(parsed.ok).toBe(true);
  });
});
