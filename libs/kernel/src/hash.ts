import { hash } from 'node:crypto';

export const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

/** The first 16 bytes of SHA-256 as 22 characters of base64url: 128 bits are enough to compare contents. */
export const shortDigest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

/** FNV-1a over UTF-16 code units, 32 bits: spreads names evenly over a few parts, and proves nothing. */
export function fnv1a(text: string): number {
  let mixed = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  return mixed >>> 0;
}
