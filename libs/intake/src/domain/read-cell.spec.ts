import { describe, expect, it } from '@jest/globals';
import { mapping } from './mapping.js';
import { cellReader } from './read-cell.js';

const numberIn = (format: object) => {
  const read = mapping.parse({
    name: 'numbers',
    format,
    constants: [{ field: 'type', value: 'GradeAssigned' }],
    columns: [
      { column: 'a', field: 'device', as: 'identifier:imei' },
      { column: 'b', field: 'occurredAt', as: 'date', dateFormat: 'iso' },
      { column: 'c', field: 'data.massKg', as: 'number' },
    ],
  });
  const [, , column] = read.columns;
  const reader = cellReader(column as Parameters<typeof cellReader>[0], read);
  return (cell: string) => {
    const found = reader(cell, undefined);
    return 'value' in found ? found.value : found.failure.rule;
  };
};

describe('a number in a cell', () => {
  it.each([
    ['1.234,5', 1234.5],
    ['1.234.567', 1_234_567],
    ['1234,5', 1234.5],
    ['-0,5', -0.5],
    ['12', 12],
    ['1.5', 'not-a-number'],
    ['8,0.5', 'not-a-number'],
    ['1.23.4,5', 'not-a-number'],
    ['1234.567', 'not-a-number'],
    ['.234', 'not-a-number'],
    ['1,', 'not-a-number'],
    ['1.234,5,6', 'not-a-number'],
  ])('with comma and points: %s', (cell, value) => {
    expect(numberIn({ decimal: ',', thousands: '.' })(cell)).toBe(value);
  });

  it.each([
    ['1,234.5', 1234.5],
    ['1,5', 'not-a-number'],
  ])('with point and commas: %s', (cell, value) => {
    expect(numberIn({ decimal: '.', thousands: ',' })(cell)).toBe(value);
  });

  it.each(['1 234,5', '1\u00a0234,5', '1\u202f234,5'])('with spaces of any kind between groups: %j', (cell) => {
    expect(numberIn({ decimal: ',', thousands: ' ' })(cell)).toBe(1234.5);
  });

  it('without groups has none', () => {
    expect(['1.5', '1,5', '1,234.5'].map(numberIn({}))).toEqual([1.5, 'not-a-number', 'not-a-number']);
  });
});
