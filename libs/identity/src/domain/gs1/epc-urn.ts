import { gs1Digit } from '../check-digits.js';
import { type Parsed, unreadable } from '../parsed.js';
import { percentDecoded } from '../spelling.js';
import { giai } from './giai.js';
import { gtinWithSerial } from './gtin-serial.js';

const SGTIN = /^urn:epc:id:sgtin:(.*)$/i;
const GIAI = /^urn:epc:id:giai:(\d{6,12})\.(.*)$/i;

/** `urn:epc:id:sgtin:<prefix>.<item>.<serial>` and `urn:epc:id:giai:<prefix>.<asset>`. */
export function parseEpcUrn(urn: string): Parsed {
  const text = urn.trim();
  const sgtin = SGTIN.exec(text);
  if (sgtin !== null) return parseSgtin(sgtin[1] ?? '');
  const asset = GIAI.exec(text);
  if (asset !== null) return giai(`${asset[1]}${percentDecoded(asset[2] ?? '')}`);
  return unreadable('epc-urn', 'Of EPC URNs, `urn:epc:id:sgtin:` and `urn:epc:id:giai:` name one device.');
}

/**
 * `<prefix>.<item>.<serial>`: company prefix of 6 to 12 digits and item reference, 13 digits together; the item's first
 * digit is the indicator that a GTIN-14 begins with.
 */
export function parseSgtin(value: string): Parsed {
  const parts = /^(\d{6,12})\.(\d{1,7})\.(.+)$/s.exec(value);
  if (parts === null) return unreadable('sgtin-form', 'An SGTIN is `<company prefix>.<item reference>.<serial>`.');
  const [, prefix = '', item = '', serial = ''] = parts;
  if (prefix.length + item.length !== 13) {
    return unreadable(
      'sgtin-form',
      `Company prefix and item reference have 13 digits together, these have ${prefix.length + item.length}.`,
    );
  }
  const body = `${item.slice(0, 1)}${prefix}${item.slice(1)}`;
  return gtinWithSerial(`${body}${gs1Digit(body)}`, percentDecoded(serial));
}
