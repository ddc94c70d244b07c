import { describe, expect, it } from '@jest/globals';
import { contributed } from '../../testing/contributed.js';
import { aJourney, aLife, aSale, at } from '../../testing/index.js';
import { useTimeMeasures } from './use-time.js';

const first = aLife(1, '2024-01-01', '2024-01-31');
const told = (story: Parameters<typeof aLife>[3], ...shown: string[]) =>
  contributed(
    useTimeMeasures,
    aJourney({ sales: [aSale('2026-01-10')], lives: [first, aLife(2, '2026-01-10', '2026-02-09', story)] }),
    'edge',
    ...shown,
  );

describe('use time', () => {
  it('of an open life is one edge, due when its window has ended', () => {
    expect(told({}, 'credit', 'credited')).toEqual([
      'useEdges 1 @2026-01 >2026-02-09 credited=refurb credit=qualified edge=start',
      'useEdgeOffsets 777600 @2026-01 >2026-02-09 credited=refurb credit=qualified edge=start',
    ]);
  });

  it('ends with the life, and is not due before that day', () => {
    expect(told({ closedAt: at('2026-03-02 00:01') }).slice(2)).toEqual([
      'useEdges -1 @2026-03 >2026-03-02 edge=end',
      'useEdgeOffsets -86460 @2026-03 >2026-03-02 edge=end',
    ]);
  });

  it('pauses while the device is away for repair, and not again after the life', () => {
    const pauses = [
      { from: at('2026-03-01'), until: at('2026-03-02') },
      { from: at('2026-05-30'), until: at('2026-06-30') },
    ];
    const edges = told({ pauses, closedAt: at('2026-06-01') }).filter((line) => line.startsWith('useEdges '));
    expect(edges).toEqual([
      'useEdges 1 @2026-01 >2026-02-09 edge=start',
      'useEdges -1 @2026-03 >2026-03-01 edge=pause',
      'useEdges 1 @2026-03 >2026-03-02 edge=resume',
      'useEdges -1 @2026-05 >2026-05-30 edge=pause',
      'useEdges 1 @2026-06 >2026-06-01 edge=resume',
      'useEdges -1 @2026-06 >2026-06-01 edge=end',
    ]);
  });

  it('of first lives is nobody’s extension', () => {
    expect(useTimeMeasures.contributions(aJourney({ lives: [first] }))).toEqual([]);
  });

  it('of unknown start is unknown', () => {
    const { openedAt: _, ...life } = aLife(2, '2026-01-10', '2026-02-09');
    expect(contributed(useTimeMeasures, aJourney({ lives: [first, life] }), 'reason')).toEqual([
      'useUnknown 1 @2025-01 reason=start-unknown',
    ]);
  });
});
