import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { contentDigest } from './content-digest.js';

const occurrence = { precision: 'second' as const, instant: 1_772_619_300_000_000, date: '2026-03-04' };
const digest = (data: JsonObject, more: Partial<Parameters<typeof contentDigest>[0]> = {}, when = occurrence) =>
  contentDigest(
    { type: 'DeviceResold', ...more },
    { addressedBy: ['imei:490154203237518'], data, occurrence: when, confidence: 'manual' },
  );

describe('the digest of a report', () => {
  it('names its version', () => {
    expect(digest({ orderRef: 'o-1' })).toMatch(/^1:[\w-]{22}$/);
  });

  it('does not see the order of keys, nor the date that an instant is written with', () => {
    expect(digest({ orderRef: 'o-1', channel: 'web' })).toBe(digest({ channel: 'web', orderRef: 'o-1' }));
    expect(digest({ orderRef: 'o-1' })).toBe(digest({ orderRef: 'o-1' }, {}, { ...occurrence, date: '2026-03-05' }));
  });

  it('sees every other word', () => {
    const plain = digest({ orderRef: 'o-1' });
    expect(digest({ orderRef: 'o-2' })).not.toBe(plain);
    expect(digest({ orderRef: 'o-1' }, { sequence: 1 })).not.toBe(plain);
    expect(digest({ orderRef: 'o-1' }, { onBehalfOf: 'acme' })).not.toBe(plain);
    expect(digest({ orderRef: 'o-1' }, {}, { ...occurrence, instant: occurrence.instant + 1 })).not.toBe(plain);
  });

  it('holds nothing that names a person', () => {
    expect(digest({ buyerRef: 'consumer:anna', graderRef: 'g-7' })).toBe(digest({ buyerRef: 'consumer:bert' }));
    expect(digest({ buyerRef: 'partner:acme' })).not.toBe(digest({ buyerRef: 'partner:other' }));
  });
});
