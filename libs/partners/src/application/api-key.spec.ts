import { describe, expect, it } from '@jest/globals';
import { digestOf, keyIdOf, makeKey, makeKeyId, sameDigest } from './api-key.js';

describe('a key', () => {
  it('names its id and holds 256 bits of secret', () => {
    const id = makeKeyId();
    const key = makeKey(id);
    expect(keyIdOf(key)).toBe(id);
    expect(Buffer.from(key.slice(`ck_${id}_`.length), 'base64url')).toHaveLength(32);
  });

  it('is proved by its digest alone', () => {
    const [one, other] = [makeKey('abcd'), makeKey('abcd')];
    expect(sameDigest(digestOf(one), digestOf(one))).toBe(true);
    expect(sameDigest(digestOf(one), digestOf(other))).toBe(false);
  });

  it.each(['', 'ck_', 'ck_abcd_short', 'ck_ABCD_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'abcd'])(
    'of another form has no id: %s',
    (text) => {
      expect(keyIdOf(text)).toBeUndefined();
    },
  );
});
