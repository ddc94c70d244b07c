import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const KEY = /^ck_([a-z0-9]{4,32})_[A-Za-z0-9_-]{43}$/;

/** `ck_<keyId>_<secret>`: the id finds the key's record, the secret (256 random bits, base64url) proves it. */
export const makeKey = (keyId: string): string => `ck_${keyId}_${randomBytes(32).toString('base64url')}`;

export const makeKeyId = (): string => randomBytes(8).toString('hex');

export const keyIdOf = (key: string): string | undefined => KEY.exec(key)?.[1];

/**
 * One SHA-256 is enough: slow hashes protect guessable passwords, and 256 random bits are not guessable. An operator's
 * own key is at least 16 characters, compared in memory and never stored.
 */
export const digestOf = (key: string): Buffer => hash('sha256', key, 'buffer');

export const sameDigest = (a: Buffer, b: Buffer): boolean => timingSafeEqual(a, b);
