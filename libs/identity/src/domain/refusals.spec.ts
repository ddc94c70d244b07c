import { describe, expect, it } from '@jest/globals';
import { parseIdentifier } from './parse-identifier.js';

const refusal = (text: string): { rule: string; hint: string } => {
  const parsed = parseIdentifier(text);
  return parsed.ok ? { rule: 'none', hint: '' } : { rule: parsed.rule, hint: parsed.hint ?? '' };
};

describe('what cannot be read is refused with the reason', () => {
  it.each([
    ['imei:004401245678904', 'imei-check-digit', 'ends in 5: 004401245678905'],
    ['imei:26053179311383', 'imei-length', 'it would be 260531793113837'],
    ['imei:0044012456789012', 'imei-length', 'imeisv:'],
    ['imei:0044', 'imei-length', ''],
    ['imei:00440124567890X', 'imei-digits', ''],
    ['imei:000000000000000', 'identifier-denied', 'another identifier'],
    ['imei:111111111111119', 'identifier-denied', ''],
    ['imei:123456789012347', 'identifier-denied', ''],
    ['imeisv:004401245678905', 'imeisv-length', ''],
    ['imeisv:0000000000000000', 'identifier-denied', ''],
    ['meid:9F0000009296F2', 'meid-range', 'IMEI'],
    ['meid:A10000009296F21', 'meid-length', 'check digit'],
    ['meid:A1000000929', 'meid-form', ''],
    ['meid:999999999999999999', 'meid-form', ''],
    ['meid:FFFFFFFFFFFFFF', 'identifier-denied', ''],
    ['eid:89049032123451234512345678901234', 'eid-check-digits', 'ends in 35'],
    ['eid:8904', 'eid-length', ''],
    ['eid:8904903212345123451234567890123X', 'eid-digits', ''],
    ['serial:C39X', 'serial-manufacturer', 'serial:<manufacturer>'],
    ['serial: :C39X', 'serial-manufacturer', ''],
    ['serial:Dell:To be filled by O.E.M.', 'identifier-denied', ''],
    ['serial:Dell:00000000', 'identifier-denied', ''],
    ['serial:Dell:N/A', 'identifier-denied', ''],
    [`serial:Dell:${'A'.repeat(65)}`, 'serial-form', ''],
    ['gtin-serial:09521234543214:ABC', 'gtin-check-digit', 'ends in 3'],
    ['gtin-serial:0952123454321:', 'gtin-check-digit', ''],
    ['gtin-serial:09521234543213', 'gs1-serial', 'gtin-serial:<gtin>:<serial>'],
    ['gtin-serial:123:ABC', 'gtin-length', ''],
    [`gtin-serial:09521234543213:${'A'.repeat(21)}`, 'gs1-serial', ''],
    ['gtin-serial:00000000000000:ABC', 'identifier-denied', ''],
    ['https://id.gs1.org/01/09521234543213', 'digital-link', ''],
    ['https://example.org/products/7', 'digital-link', ''],
    ['urn:epc:id:sgtin:9521234.05432.ABC', 'sgtin-form', ''],
    ['urn:epc:id:sscc:9521234.0123456789', 'epc-urn', ''],
    ['(01)09521234543213', 'element-string', ''],
    ['mac:00-1B:44-11-3A-B7', 'mac-form', ''],
    ['mac:00:00:00:00:00:00', 'identifier-denied', ''],
    ['giai:ABC', 'giai-form', ''],
    ['asset:IT-0042', 'partner-missing', 'asset:<partner>:<name>'],
    ['asset:Ac me:IT-0042', 'partner-form', ''],
    ['asset:acme:', 'name-form', ''],
    ['device:not an id', 'device-id', ''],
    ['004401245678905', 'identifier-kind', 'imei:004401245678905'],
    ['phone:1', 'identifier-kind', 'One of: imei,'],
    ['imei:', 'identifier-empty', ''],
    ['', 'identifier-kind', ''],
    ['imei:\ud800', 'identifier-text', ''],
    ['x'.repeat(401), 'identifier-length', ''],
  ])('%s', (text, rule, hint) => {
    expect(refusal(text).rule).toBe(rule);
    expect(refusal(text).hint).toContain(hint);
  });
});
