import { describe, expect, it } from '@jest/globals';
import { failuresOf } from '#platform';
import { envelope } from './envelope.js';

const rulesAt = (location: object): string[] => {
  const read = envelope.safeParse({ type: 'GradeAssigned', occurredAt: '2026-03-04', reference: 'r', location });
  return failuresOf(read.error?.issues ?? []).map(({ pointer, rule }) => `${pointer} ${rule}`);
};

describe('where a report says that it happened', () => {
  it('takes a GLN with its check digit', () => {
    expect(rulesAt({ country: 'DE', gln: '4012345000009' })).toEqual([]);
  });

  it('refuses one that is mistyped', () => {
    expect(rulesAt({ gln: '4012345000008' })).toEqual(['/location/gln gln-check-digit']);
    expect(rulesAt({ gln: '401234500000' })).toEqual(['/location/gln wrong-format']);
  });
});
