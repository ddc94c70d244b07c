import { describe, expect, it } from '@jest/globals';
import { identifierText } from './identifier.js';
import { isSameIdentifier, parseIdentifier, parseIdentifierParts } from './parse-identifier.js';

const canonical = (text: string): string => {
  const parsed = parseIdentifier(text);
  return parsed.ok ? identifierText(parsed.identifier) : `${parsed.rule}: ${parsed.detail}`;
};

describe('one identifier, however it is spelt', () => {
  it.each([
    [
      'imei:004401245678905',
      [
        'IMEI: 00-440124-567890-5',
        'imei:00 440124 567890 5',
        'imei%3A004401245678905',
        'urn:gsma:imei:00440124-567890-5',
      ],
    ],
    ['imeisv:0044012456789012', ['imeisv:00440124-567890-12']],
    ['meid:A10000009296F2', ['meid:a10000009296f2', 'meid:A1 000000 9296F2', 'meid:270113177609606898']],
    ['eid:89049032123451234512345678901235', ['eid:8904 9032 1234 5123 4512 3456 7890 1235']],
    [
      'serial:apple:C39X',
      ['serial:Apple Inc.:c39x', 'SERIAL:APPLE: C39X ', 'serial:Apple%20Inc.:c39x', 'serial:Apple Computer, Inc.:C39X'],
    ],
    [
      'gtin-serial:09521234543213:ABC',
      [
        'https://id.gs1.org/01/09521234543213/21/ABC',
        'http://example.org/some/path/01/9521234543213/10/LOT/21/ABC?x=1#top',
        'https://id.gs1.org/gtin/09521234543213/ser/ABC',
        'https%3A%2F%2Fid.gs1.org%2F01%2F09521234543213%2F21%2FABC',
        'urn:epc:id:sgtin:9521234.054321.ABC',
        'sgtin:9521234.054321.ABC',
        'sgtin:urn:epc:id:sgtin:9521234.054321.ABC',
        'gtin-serial:9521234543213:ABC',
        '(01)09521234543213(21)ABC',
      ],
    ],
    [
      'gtin-serial:09521234543213:A/B%3AC',
      ['https://id.gs1.org/01/09521234543213/21/A%2FB%3AC', 'urn:epc:id:sgtin:9521234.054321.A%2FB%3AC'],
    ],
    [
      'mac:00:1b:44:11:3a:b7',
      ['mac:00-1B-44-11-3A-B7', 'mac:001B44113AB7', 'mac:001b.4411.3ab7', 'mac:00%3A1B%3A44%3A11%3A3A%3AB7'],
    ],
    [
      'giai:9521234ASSET1',
      ['https://id.gs1.org/8004/9521234ASSET1', 'urn:epc:id:giai:9521234.ASSET1', '(8004)9521234ASSET1'],
    ],
    ['asset:acme:IT-0042', ['asset:ACME: IT-0042 ', 'asset%3Aacme%3AIT-0042']],
    ['order:acme:O-1/2', ['order:Acme:O-1/2']],
    ['device:01890000-0000-7000-8000-000000000001', ['device:01890000-0000-7000-8000-000000000001'.toUpperCase()]],
  ])('%s', (text, spellings) => {
    expect(canonical(text)).toBe(text);
    expect(spellings.map(canonical)).toEqual(spellings.map(() => text));
    expect(spellings.every((spelling) => isSameIdentifier(text, spelling))).toBe(true);
  });

  it('reads `{kind, value}` as the text that they make', () => {
    expect(parseIdentifierParts('serial', 'Apple:C39X')).toEqual(parseIdentifier('serial:apple:c39x'));
    expect(parseIdentifierParts('gtin-serial', 'https://id.gs1.org/01/09521234543213/21/ABC')).toEqual(
      parseIdentifier('gtin-serial:09521234543213:ABC'),
    );
  });

  it('keeps apart what differs', () => {
    expect(isSameIdentifier('gtin-serial:9521234543213:abc', 'gtin-serial:9521234543213:ABC')).toBe(false);
    expect(isSameIdentifier('serial:apple:C39X', 'serial:samsung:C39X')).toBe(false);
    expect(isSameIdentifier('asset:acme:a-1', 'asset:acme:A-1')).toBe(false);
    expect(isSameIdentifier('imei:1', 'imei:1')).toBe(false);
  });
});
