import { describe, expect, it } from '@jest/globals';
import { type MappingInput, mapping } from './mapping.js';
import { unitFactor } from './units.js';

const smallest: MappingInput = {
  name: 'recycler-receipts',
  constants: [{ field: 'type', value: 'RecyclingReceived' }],
  columns: [
    { column: 'IMEI', field: 'device', as: 'identifier:imei' },
    { column: 'Datum', field: 'occurredAt', as: 'date', dateFormat: 'dd.MM.yyyy', timeZone: 'Europe/Brussels' },
  ],
};
const withColumn = (column: MappingInput['columns'][number]): MappingInput => ({
  ...smallest,
  columns: [...smallest.columns, column],
});
const complaints = (input: unknown): string[] => {
  const result = mapping.safeParse(input);
  return result.success ? [] : result.error.issues.map(({ message }) => message);
};

/** Of a union, what its members say. */
const messagesOf = (issue: { message: string; errors?: unknown }): string[] =>
  Array.isArray(issue.errors)
    ? issue.errors.flat().flatMap((one) => messagesOf(one as { message: string; errors?: unknown }))
    : [issue.message];

describe('mapping', () => {
  it('takes comma, point, header and UTF-8 where a file says nothing else', () => {
    expect(mapping.parse(smallest).format).toEqual({
      delimiter: ',',
      header: true,
      decimal: '.',
      encoding: 'utf-8',
      empty: [],
    });
  });

  it('needs a type, a time and something to speak of', () => {
    expect(complaints({ name: 'empty', columns: [{ column: 'x', field: 'data.note', as: 'text' }] })).toEqual([
      'no column or constant gives type',
      'no column or constant gives occurredAt',
      'no column or constant gives device or subject',
    ]);
  });

  it.each([
    [{ column: 'a', field: 'data.massKg', as: 'number', unit: 'kWh' }, 'the unit kWh does not fit data.massKg'],
    [{ column: 'a', field: 'device', as: 'text' }, 'device is read as an identifier'],
    [{ column: 'a', field: 'occurredAt', as: 'text' }, 'occurredAt is read as a date'],
    [
      { column: 'a', field: 'device', as: 'identifier:serial' },
      'identifier:serial needs "within": its manufacturer or GTIN',
    ],
  ] as const)('refuses %j', (column, complaint) => {
    expect(complaints(withColumn(column))[0]).toBe(complaint);
  });

  it('gives a field once, a constant where the cell of its column is empty', () => {
    const again: MappingInput['columns'][number] = { column: 'b', field: 'data.reason', as: 'text' };
    const reason = { ...withColumn({ ...again, column: 'a' }) };
    const two = { ...reason, columns: [...reason.columns, again] };
    expect(complaints(two)).toEqual(['data.reason is given twice']);
    const other = { ...again, types: ['HoldPlaced'] };
    const apart = { ...withColumn({ ...again, column: 'a', types: ['HoldReleased'] }) };
    expect(complaints({ ...apart, columns: [...apart.columns, other] })).toEqual([]);
    const fallback = { field: 'data.reason', value: 'quality' };
    expect(complaints({ ...reason, constants: [...(smallest.constants ?? []), fallback] })).toEqual([]);
    expect(complaints(withColumn({ column: 'b', field: 'device', as: 'identifier:meid' }))).toEqual([]);
  });

  it.each(['dat.massKg', 'data.__proto__', 'data', 'location.city', 'recordedBy'])('knows no field %s', (field) => {
    expect(complaints(withColumn({ column: 'a', field, as: 'text' }))).toEqual(['not a field of a report']);
  });

  it.each([
    ['data.note', 'data.note.text'],
    ['data.parts[0].kind', 'data.parts'],
    ['data.parts[0].kind', 'data.parts.kind'],
    ['corrects', 'corrects.reference'],
  ])('refuses %s beside %s: a report cannot hold both', (one, other) => {
    const [first, second] = [one, other].map((field) => ({ column: field, field, as: 'text' as const }));
    const both = (types: { types?: string[] }) => ({
      ...smallest,
      columns: [...smallest.columns, { ...first, ...types }, { ...second, types: ['GradeAssigned'] }],
    });
    expect(complaints(both({}))).toEqual([`${other} and ${one} exclude each other`]);
    expect(complaints(both({ types: ['DeviceReceived'] }))).toEqual([]);
  });

  it('takes several items of a list, and several fields of an item', () => {
    const fields = ['data.parts[0].kind', 'data.parts[0].note', 'data.parts[1].kind', 'data.partsCount'];
    const columns = fields.map((field) => ({ column: field, field, as: 'text' as const }));
    expect(complaints({ ...smallest, columns: [...smallest.columns, ...columns] })).toEqual([]);
  });

  it.each([
    ['dd.MM.yyyy HH:MM', 'a date has MM once: MM is the month, mm the minute'],
    ['dd.MM', 'a date needs yyyy, MM and dd, and there is no yyyy'],
    ['MM/dd/yyyy', undefined],
    ['iso', undefined],
  ])('judges the date format %s', (dateFormat, complaint) => {
    const [device, date] = smallest.columns;
    const columns = [device, { ...date, dateFormat }];
    expect(complaints({ ...smallest, columns })).toEqual(complaint === undefined ? [] : [complaint]);
  });

  it.each([
    [100_000, 'Too big: expected number to be <=16383'],
    ['IMEI', 'without a header, columns are named by their positions from 0 to 16383, not by IMEI'],
    ['1e9', 'without a header, columns are named by their positions from 0 to 16383, not by 1e9'],
    ['99999', 'without a header, columns are named by their positions from 0 to 16383, not by 99999'],
  ])('refuses %j as a column of a file without a header', (column, complaint) => {
    const [device, date] = [0, column].map((name, index) => ({ ...smallest.columns[index], column: name }));
    const given = { ...smallest, format: { header: false }, columns: [device, date] };
    expect(mapping.safeParse(given).error?.issues.flatMap(messagesOf)).toContain(complaint);
    expect(complaints({ ...given, columns: [device, { ...date, column: '16383' }] })).toEqual([]);
  });

  it('judges a mapping as long as a request may be without holding anybody up', () => {
    const types = ['a', 'b'].map((type) => new Array<string>(100_000).fill(type));
    const columns = types.map((each, index) => ({ column: 'c', field: `data.a${'.b'.repeat(index)}`, types: each }));
    const since = performance.now();
    expect(mapping.safeParse({ ...smallest, columns: [...smallest.columns, ...columns] }).success).toBe(false);
    expect(performance.now() - since).toBeLessThan(2_000);
    expect(complaints(withColumn({ column: 'a', field: `data${'.a'.repeat(200)}`, as: 'text' }))).not.toEqual([]);
  });

  it('addresses list items and the columns of a file without a header', () => {
    expect(complaints(withColumn({ column: 4, field: 'data.outputs[0].massKg', as: 'number', unit: 'g' }))).toEqual([]);
  });

  it('refuses one sign for decimals and thousands: 1.5 would be read as 15', () => {
    expect(complaints({ ...smallest, format: { thousands: '.' } })).toEqual([
      'decimal and thousands are the same sign',
    ]);
    expect(complaints({ ...smallest, format: { thousands: '.', decimal: ',' } })).toEqual([]);
  });

  it('refuses a zone that does not exist', () => {
    expect(complaints({ ...smallest, timeZone: 'Europe/Atlantis' })).toEqual(['not an IANA time zone']);
  });
});

describe('unit factor', () => {
  it.each([
    ['data.massKg', 'lb', 0.45359237],
    ['data.inputMassKg', 'g', 0.001],
    ['data.energyKWh', 'MJ', 0.2777777777777778],
    ['data.batteryHealthPercent', 'fraction', 100],
    ['data.price.amountMinor', 'major', 100],
  ] as const)('%s from %s', (field, unit, factor) => {
    expect(unitFactor(field, unit)?.valueOf()).toBeCloseTo(factor, 12);
  });

  it('finds none where dimension and field differ', () => {
    expect(unitFactor('data.massKg', 'l')).toBeUndefined();
    expect(unitFactor('data.note', 'kg')).toBeUndefined();
  });
});
