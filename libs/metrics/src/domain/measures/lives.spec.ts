import { describe, expect, it } from '@jest/globals';
import { contributed } from '../../testing/contributed.js';
import { aJourney, aLife } from '../../testing/index.js';
import { livesMeasures } from './lives.js';

const told = (...lives: ReturnType<typeof aLife>[]) =>
  contributed(livesMeasures, aJourney({ lives }), 'observation', 'firstFor', 'partner');

describe('lives', () => {
  it('count from the end of their return window, in the month in which they opened', () => {
    expect(told(aLife(1, '2025-01-20', '2025-02-19'), aLife(2, '2026-01-20', '2026-02-19'))).toEqual([
      'lives 1 @2025-01 >2025-02-19 partner=seller observation=observed firstFor=network',
      'lives 1 @2026-01 >2026-02-19 partner=seller observation=observed firstFor=none',
    ]);
  });

  it('are not there when the sale was returned in its window', () => {
    expect(told(aLife(1, '2025-01-20', '2025-02-19', { voidedBy: 'return' }))).toEqual([]);
  });

  it('of unknown start count at once, in the month of the first report', () => {
    const seen = { number: 1, kind: 'first_seen_used', inferred: true, openingInferred: true, pauses: [] } as const;
    expect(told({ ...seen, pauses: [] })).toEqual(['lives 1 @2025-01 observation=inferred firstFor=network']);
  });

  it.each([
    [{ seller: 'other', country: 'ES' }, 'seller-and-country'],
    [{ seller: 'other' }, 'seller'],
    [{ country: 'ES' }, 'country'],
    [{}, 'none'],
  ])('say for which groupings they are the first of their device: %j', (story, firstFor) => {
    const [, second] = told(aLife(1, '2025-01-20', '2025-02-19'), aLife(2, '2026-01-20', '2026-02-19', story));
    expect(second).toContain(`firstFor=${firstFor}`);
  });

  it('may be the first only of a seller in a country', () => {
    const lives = [
      aLife(1, '2025-01-20', '2025-02-19', { seller: 'a', country: 'FR' }),
      aLife(2, '2025-06-20', '2025-07-19', { seller: 'b', country: 'ES' }),
      aLife(3, '2026-01-20', '2026-02-19', { seller: 'a', country: 'ES' }),
    ];
    expect(told(...lives)[2]).toContain('firstFor=pair');
  });
});
