import { describe, expect, it } from '@jest/globals';
import { plainTerminal } from '../console/plain-terminal.js';
import { figure, metricTable } from './metric-rows.js';

describe('figure', () => {
  it.each([
    [0.8125, 'ratio', '81.3 %'],
    ['1234567.8912', 'kg', '1,234,567.891'],
    [null, 'kg', '-'],
    [3, 'devices', '3'],
  ])('%s in %s is %s', (value, unit, text) => {
    expect(figure(value, unit)).toBe(text);
  });
});

describe('metric table', () => {
  it('lines values up under their dimensions', () => {
    const rows = [
      {
        dimensions: { category: 'laptop' },
        period: '2026',
        value: 0.5,
        denominator: 10,
        unit: 'ratio',
        status: 'provisional',
      },
      {
        dimensions: { category: null },
        period: '2026',
        value: null,
        denominator: null,
        unit: 'ratio',
        status: 'final',
      },
    ];
    expect(metricTable(plainTerminal().terminal, rows).split('\n')).toEqual([
      'period  category   value  unit  of  status',
      '2026    laptop    50.0 %        10  provisional',
      '2026    unknown        -         -  final',
    ]);
  });

  it('says so when there is nothing', () => {
    expect(metricTable(plainTerminal().terminal, [])).toContain('No value');
  });
});
