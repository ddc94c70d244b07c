import { hash } from 'node:crypto';

export const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

/** The first 16 bytes of SHA-256 as 22 characters of base64url: 128 bits are enough to compare contents. */
export const shortDigest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);
