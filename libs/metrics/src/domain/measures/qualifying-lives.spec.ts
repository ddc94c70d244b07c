import { describe, expect, it } from '@jest/globals';
import type { Anomaly, Journey, Life, Sale } from '#lifecycle/domain';
import { contributed } from '../../testing/contributed.js';
import { aJourney, aLife, aSale, at } from '../../testing/index.js';
import { qualifyingLivesMeasures } from './qualifying-lives.js';

const anomaly = (rule: string, resolved: boolean): Anomaly => ({
  id: rule,
  rule,
  severity: 'high',
  explanation: '',
  evidence: [],
  at: 0,
  ...(resolved ? { resolution: { by: 'operator', resolution: 'dismissed', eventId: 'e', at: at('2026-01-01') } } : {}),
});

function told(life: Partial<Life>, sale: Partial<Sale> = {}, story: Partial<Journey> = {}): string[] {
  const lives = [aLife(1, '2024-01-01', '2024-01-31'), aLife(2, '2026-01-10', '2026-02-09', life)];
  const journey = aJourney({ lives, sales: [aSale('2026-01-10', sale)], ...story });
  return contributed(qualifyingLivesMeasures, journey, 'credited', 'outcome', 'reason');
}

describe('lives credited with avoided impact', () => {
  it('are resales out of a refurbished cycle, credited to the refurbisher', () => {
    expect(told({})).toEqual(['qualifyingLives 1 @2026-01 >2026-02-09 credited=refurb outcome=refurbished']);
  });

  it('are the seller’s where nobody refurbished, on a line of their own', () => {
    const { refurbisher: _, ...asIs } = aLife(2, '2026-01-10', '2026-02-09', { cycleOutcome: 'resold_as_is' });
    const journey = aJourney({ lives: [aLife(1, '2024-01-01', '2024-01-31'), asIs], sales: [aSale('2026-01-10')] });
    expect(contributed(qualifyingLivesMeasures, journey, 'credited', 'outcome')).toEqual([
      'qualifyingLives 1 @2026-01 >2026-02-09 credited=seller outcome=resold_as_is',
    ]);
  });

  it.each<[string, Partial<Life>, Partial<Sale>]>([
    ['private resales', { kind: 'private_resale', inferred: true }, {}],
    ['rentals', { kind: 'rental' }, {}],
    ['donations', { kind: 'donation' }, {}],
    ['warranty replacements', { replacementFor: 'other' }, {}],
    ['new sales', {}, { kind: 'new' }],
    ['wholesale', {}, { buyerKind: 'trade' }],
    ['transfers without a sale', { openedBy: 'transfer' }, {}],
    ['lives that were voided', { voidedBy: 'return' }, {}],
  ])('are not %s', (_, life, sale) => {
    expect(told(life, sale)).toEqual([]);
  });

  it('are unknown where no intake came before', () => {
    const { cycleOutcome: _, ...life } = aLife(2, '2026-01-10', '2026-02-09');
    const journey = aJourney({ lives: [aLife(1, '2024-01-01', '2024-01-31'), life], sales: [aSale('2026-01-10')] });
    expect(contributed(qualifyingLivesMeasures, journey, 'reason')).toEqual([
      'qualifyingLivesUnknown 1 @2026-01 >2026-02-09 reason=no-intake-cycle',
    ]);
  });

  it.each(['double-trade-in', 'no-life-after-end'])('are withheld while %s is open, not after', (rule) => {
    expect(told({}, {}, { anomalies: [anomaly(rule, false)] })).toEqual([
      'qualifyingLivesUnknown 1 @2026-01 >2026-02-09 credited=refurb reason=open-finding',
    ]);
    expect(told({}, {}, { anomalies: [anomaly(rule, true)] })[0]).toContain('qualifyingLives 1');
  });
});
