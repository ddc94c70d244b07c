import { describe, expect, it } from '@jest/globals';
import { type Cells, rowMapper } from './apply-mapping.js';
import { type MappingInput, mapping } from './mapping.js';

const german: MappingInput = {
  name: 'werkstatt',
  timeZone: 'Europe/Berlin',
  format: { delimiter: ';', decimal: ',', thousands: '.', empty: ['n/a'] },
  constants: [
    { field: 'data.grade.scheme', value: 'backmarket', types: ['GradeAssigned'] },
    { field: 'data.method', value: 'manual', types: ['GradeAssigned'] },
  ],
  columns: [
    {
      column: 'Vorgang',
      field: 'type',
      as: 'enum',
      values: { Bewertung: 'GradeAssigned', Zerlegt: 'DeviceDismantled' },
    },
    { column: 'IMEI', field: 'device', as: 'identifier:imei' },
    { column: 'SN', field: 'device', as: 'identifier:serial', within: { column: 'Marke' } },
    { column: 'Zeit', field: 'occurredAt', as: 'date', dateFormat: 'dd.MM.yyyy HH:mm' },
    {
      column: 'Note',
      field: 'data.grade.code',
      as: 'enum',
      values: { A: 'excellent', B: 'good' },
      types: ['GradeAssigned'],
    },
    { column: 'Rest', field: 'data.residualMassKg', as: 'number', unit: 'g', types: ['DeviceDismantled'] },
    { column: 'Teil', field: 'data.parts[0].slot', as: 'text', types: ['DeviceDismantled'] },
    { column: 'Gesiegelt', field: 'data.sealed', as: 'boolean', true: ['ja'], false: ['nein'] },
  ],
};

const read = rowMapper(mapping.parse(german));
const row = (cells: Cells) =>
  read({ Vorgang: 'Bewertung', IMEI: '004401245678905', Zeit: '04.03.2026 10:15', Note: 'A', ...cells });
const report = (cells: Cells) => {
  const mapped = row(cells);
  return 'report' in mapped ? mapped.report : undefined;
};
const rulesOf = (cells: Cells) => {
  const mapped = row(cells);
  return 'failures' in mapped ? mapped.failures.map(({ pointer, rule }) => [pointer, rule]) : [];
};

describe('reading a row through a mapping', () => {
  it("makes the report that the row stands for, in the file's own zone", () => {
    expect(row({})).toEqual({
      inferredZone: true,
      report: {
        device: ['imei:004401245678905'],
        type: 'GradeAssigned',
        occurredAt: '2026-03-04T10:15:00+01:00',
        data: { grade: { scheme: 'backmarket', code: 'excellent' }, method: 'manual' },
      },
    });
  });

  it('takes summer time, the first of an hour that comes twice, and an hour that was skipped', () => {
    const at = (cell: string) => report({ Zeit: cell })?.occurredAt;
    expect(at('04.07.2026 10:15')).toBe('2026-07-04T10:15:00+02:00');
    expect(at('25.10.2026 02:30')).toBe('2026-10-25T02:30:00+02:00');
    expect(at('29.03.2026 02:30')).toBe('2026-03-29T02:30:00+01:00');
  });

  it('converts units exactly, with decimal comma and thousands separator', () => {
    const data = report({ Vorgang: 'Zerlegt', Rest: '1.234,5', Teil: 'battery' })?.data;
    expect(data).toEqual({ residualMassKg: 1.2345, parts: [{ slot: 'battery' }] });
  });

  it('adds each identifying column, a serial with its manufacturer', () => {
    expect(report({ SN: 'c39x', Marke: 'Apple' })?.device).toEqual(['imei:004401245678905', 'serial:Apple:c39x']);
  });

  it('leaves out what a cell does not say', () => {
    expect(report({ IMEI: 'n/a', SN: 'X1', Marke: 'Acme', Gesiegelt: ' ' })).toMatchObject({
      device: ['serial:Acme:X1'],
    });
  });

  it('tells all that is wrong with a row, by field of the report', () => {
    expect(rulesOf({ Zeit: '31.02.2026 10:00', Note: 'Z', Gesiegelt: 'oui' })).toEqual([
      ['/occurredAt', 'not-a-date'],
      ['/data/grade/code', 'unknown-value'],
      ['/data/sealed', 'unknown-value'],
    ]);
    expect(rulesOf({ Vorgang: 'Zerlegt', Rest: '1.2.3,4,5' })).toEqual([['/data/residualMassKg', 'not-a-number']]);
  });

  it('asks for a zone where neither cell nor mapping has one', () => {
    const { timeZone: _, ...zoneless } = german;
    const mapped = rowMapper(mapping.parse(zoneless))({ Vorgang: 'Bewertung', IMEI: '1', Zeit: '04.03.2026 10:15' });
    expect('failures' in mapped && mapped.failures[0]?.rule).toBe('no-time-zone');
  });

  it('reads a date alone as a date', () => {
    const dated = {
      ...german,
      columns: german.columns.map((one) => (one.column === 'Zeit' ? { ...one, dateFormat: 'dd.MM.yyyy' } : one)),
    };
    const mapped = rowMapper(mapping.parse(dated))({ Vorgang: 'Bewertung', IMEI: '1', Zeit: '4.3.2026', Note: 'A' });
    expect('report' in mapped && [mapped.report.occurredAt, mapped.inferredZone]).toEqual(['2026-03-04', false]);
  });

  it('writes into the report alone, whatever a field is called', () => {
    const field = 'data.constructor.prototype.written';
    const read = rowMapper(
      mapping.parse({ ...german, columns: [...german.columns, { column: 'X', field, as: 'text' }] }),
    );
    read({ Vorgang: 'Bewertung', IMEI: '1', Zeit: '04.03.2026 10:15', X: 'everywhere' });
    const { written } = {} as { written?: string };
    Reflect.deleteProperty(Object.prototype, 'written');
    expect(written).toBeUndefined();
  });

  it('takes no number with more digits than any measure has', () => {
    const grams = (cell: string) => rulesOf({ Vorgang: 'Zerlegt', Rest: cell, Teil: 'battery' });
    expect(grams(`0,${'1234567890'.repeat(20_000)}`)).toEqual([['/data/residualMassKg', 'not-a-number']]);
    expect(grams(`0,${'1234567890'.repeat(3)}`)).toEqual([]);
  });
});
