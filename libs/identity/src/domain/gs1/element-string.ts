import { type Parsed, unreadable } from '../parsed.js';
import { giai } from './giai.js';
import { gtinWithSerial } from './gtin-serial.js';

/** `(01)<gtin>(21)<serial>` and `(8004)<giai>`, as printed under a GS1 barcode. */
export function parseElementString(text: string): Parsed {
  const gtin = /\(01\)\s*(\d{14})/.exec(text)?.[1];
  const serial = /\(21\)([^(]*)/.exec(text)?.[1];
  const asset = /^\(8004\)(.*)$/s.exec(text)?.[1];
  if (asset !== undefined) return giai(asset);
  if (gtin === undefined || serial === undefined) {
    return unreadable('element-string', 'One device needs a GTIN (01) and a serial number (21), or an asset (8004).');
  }
  return gtinWithSerial(gtin, serial);
}
