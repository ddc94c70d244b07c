import { type Parsed, read, unreadable } from '../parsed.js';
import { percentEscaped } from '../spelling.js';

/** Company prefix, then up to 30 characters in all of GS1's set 82. */
const GIAI = /^\d{4}[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{0,26}$/;

/** Global individual asset identifier (AI 8004): its owner's mark on a device. */
export function giai(value: string): Parsed {
  const text = value.trim();
  if (!GIAI.test(text)) {
    return unreadable('giai-form', 'A GIAI begins with a GS1 company prefix and has at most 30 characters.');
  }
  return read('giai', percentEscaped(text));
}
