import { describe, expect, it } from '@jest/globals';
import type { Sale } from '#lifecycle/domain';
import { contributed } from '../../testing/contributed.js';
import { aJourney, aSale, at } from '../../testing/index.js';
import { deliveryMeasures } from './deliveries.js';
import { soldGradeMeasures } from './sold-grades.js';

const grade = { scheme: 'market', schemeVersion: '1', code: 'B' };

describe('sold grades', () => {
  const told = (story: Partial<Sale>) =>
    contributed(soldGradeMeasures, aJourney({ sales: [aSale('2026-03-05', story)] }), 'scheme', 'grade', 'reason');

  it('count within their scheme', () => {
    expect(told({ grade })).toEqual(['soldGrades 1 @2026-03 scheme=market@1 grade=B']);
  });

  it('that nobody gave are unknown', () => {
    expect(told({})).toEqual(['soldUngraded 1 @2026-03 reason=no-grade']);
  });

  it.each<Partial<Sale>>([{ kind: 'new' }, { buyerKind: 'trade' }, { cancelledBy: 'e' }])('leave out %j', (story) => {
    expect(told({ grade, ...story })).toEqual([]);
  });
});

describe('deliveries', () => {
  const told = (story: Partial<Sale>) =>
    contributed(deliveryMeasures, aJourney({ sales: [aSale('2026-03-05', story)] }), 'returned', 'saleKind');
  const deliveredAt = at('2026-04-02 10:00');

  it('count in their month once the window has ended', () => {
    expect(told({ deliveredAt })).toEqual(['deliveries 1 @2026-04 >2026-05-02 saleKind=resale returned=no']);
    expect(told({ deliveredAt, windowDays: 14, kind: 'new' })).toEqual([
      'deliveries 1 @2026-04 >2026-04-16 saleKind=new returned=no',
    ]);
  });

  it('are returned only if they came back in the window', () => {
    const returned = { at: at('2026-04-20'), eventId: 'back' };
    expect(told({ deliveredAt, returned: { ...returned, inWindow: true } })[0]).toContain('returned=yes');
    expect(told({ deliveredAt, returned: { ...returned, inWindow: false } })[0]).toContain('returned=no');
  });

  it('that did not happen, or went to traders, are not counted', () => {
    expect(told({})).toEqual([]);
    expect(told({ deliveredAt, buyerKind: 'trade' })).toEqual([]);
  });
});
