import { type Parsed, unreadable } from '../parsed.js';
import { percentDecoded } from '../spelling.js';
import { giai } from './giai.js';
import { gtinWithSerial } from './gtin-serial.js';

const GTIN_KEYS = ['01', 'gtin'];
const SERIAL_KEYS = ['21', 'ser'];
const GIAI_KEYS = ['8004', 'giai'];

/** `https://id.gs1.org/01/<gtin>/21/<serial>` on any domain, under any path, with further qualifiers and query. */
export function parseDigitalLink(uri: string): Parsed {
  const path = uri
    .trim()
    .replace(/^https?:\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/s, '');
  const segments = path.split('/').filter((segment) => segment !== '');
  const asset = valueAfter(segments, GIAI_KEYS);
  if (asset !== undefined) return giai(percentDecoded(asset));
  const gtin = valueAfter(segments, GTIN_KEYS);
  if (gtin === undefined) {
    return unreadable(
      'digital-link',
      'This link names no GTIN (AI 01) and no asset (AI 8004).',
      'Such as https://id.gs1.org/01/<gtin>/21/<serial>.',
    );
  }
  const serial = valueAfter(segments.slice(segments.indexOf(gtin)), SERIAL_KEYS);
  if (serial === undefined) {
    return unreadable('digital-link', 'This link names a product; one device needs its serial number too (AI 21).');
  }
  return gtinWithSerial(percentDecoded(gtin), percentDecoded(serial));
}

function valueAfter(segments: readonly string[], keys: readonly string[]): string | undefined {
  const at = segments.findIndex(
    (segment, index) => keys.includes(segment.toLowerCase()) && index + 1 < segments.length,
  );
  return at < 0 ? undefined : segments[at + 1];
}
