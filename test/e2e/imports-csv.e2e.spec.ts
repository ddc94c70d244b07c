import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, pointersOf, rulesOf } from './desk.js';
import { CSV, counts, imported, sendFile } from './import-desk.js';

let app: RunningApp;
let refurbisher: Desk;
let other: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  other = await Desk.open(app, 'other', ['refurbisher']);
});
afterAll(() => app.close());

/** What a German workshop's spreadsheet looks like. */
const WORKSHOP = {
  format: { delimiter: ';', decimal: ',', thousands: '.', empty: ['-', 'k. A.'] },
  timeZone: 'Europe/Berlin',
  constants: [
    { field: 'location.country', value: 'DE' },
    { field: 'data.grade.scheme', value: 'backmarket', types: ['GradeAssigned'] },
    { field: 'data.grade.schemeVersion', value: '1', types: ['GradeAssigned'] },
    { field: 'data.method', value: 'manual', types: ['GradeAssigned'] },
  ],
  columns: [
    { column: 'Vorgang', field: 'type', as: 'enum', values: { Eingang: 'DeviceReceived', Bewertung: 'GradeAssigned' } },
    { column: 'Beleg', field: 'reference', as: 'text' },
    { column: 'IMEI', field: 'device', as: 'identifier:imei' },
    { column: 'Seriennr.', field: 'device', as: 'identifier:serial', within: { column: 'Hersteller' } },
    { column: 'Zeit', field: 'occurredAt', as: 'date', dateFormat: 'dd.MM.yyyy HH:mm' },
    { column: 'Gewicht (g)', field: 'data.massKg', as: 'number', unit: 'g', types: ['DeviceReceived'] },
    {
      column: 'Grund',
      field: 'data.intakeReason',
      as: 'enum',
      values: { Ankauf: 'trade_in', Reparatur: 'repair' },
      types: ['DeviceReceived'],
    },
    { column: 'Zustand', field: 'data.condition', as: 'text', types: ['DeviceReceived'] },
    {
      column: 'Note',
      field: 'data.grade.code',
      as: 'enum',
      values: { 'sehr gut': 'excellent', gut: 'good' },
      types: ['GradeAssigned'],
    },
  ],
};
const HEADER = 'Vorgang;Beleg;IMEI;Hersteller;Seriennr.;Zeit;Gewicht (g);Grund;Zustand;Note';
const declare = (name: string, mapping: object, desk = refurbisher) =>
  desk.send('PUT', `/v1/mappings/${name}`, mapping);
const send = (rows: readonly string[], mapping: string, end = '\r\n') =>
  imported(refurbisher, `\uFEFF${rows.join(end)}${end}`, { type: CSV, mapping });

describe('a CSV file', () => {
  beforeAll(async () => {
    expect((await declare('workshop', WORKSHOP)).status).toBe(201);
  });

  it('is read as spreadsheets write it: mark, CRLF, semicolons, quotes, decimal commas, local times, words', async () => {
    const { job, results } = await send(
      [
        HEADER,
        'Eingang;B-1;004401245678905;Northwind;CSV-1;04.03.2026 10:15;182,5;Ankauf;"Glas ""hinten"" gesprungen;\r\nsonst gut";',
        'Eingang;B-2;-;Northwind;CSV-2;04.07.2026 10:15;1.182,5;Reparatur;k. A.;',
        'Bewertung;B-3;;Northwind;CSV-1;05.03.2026 09:00;;;;sehr gut',
      ],
      'workshop',
    );
    expect([job, results.flatMap(({ errors }) => errors)]).toMatchObject([{ format: 'csv', state: 'completed' }, []]);
    expect(job.counts).toMatchObject({ refused: 0, quarantined: 0 });
    const event = async (reference: string) => {
      const { eventId } = (await refurbisher.get(`/v1/events?reference=${reference}`)).body;
      const serial = reference === 'B-2' ? 'CSV-2' : 'CSV-1';
      const { entries } = (await refurbisher.get(`/v1/devices/serial:Northwind:${serial}/journey`)).body;
      return entries.find((entry) => entry.eventId === eventId)?.event as Record<string, unknown>;
    };
    expect(await event('B-1')).toMatchObject({
      zoneInferred: true,
      type: 'DeviceReceived',
      data: { massKg: 0.1825, intakeReason: 'trade_in', condition: 'Glas "hinten" gesprungen;\r\nsonst gut' },
      addressedBy: ['imei:004401245678905', 'serial:northwind:CSV-1'],
      location: { country: 'DE' },
    });
    const instant = (body: Record<string, unknown>) => new Date(String(body.occurredAt)).toISOString();
    expect(instant(await event('B-1'))).toBe('2026-03-04T09:15:00.000Z');
    expect(instant(await event('B-2'))).toBe('2026-07-04T08:15:00.000Z');
    expect((await event('B-2')).data).toMatchObject({ massKg: 1.1825, intakeReason: 'repair' });
    expect((await event('B-2')).data).not.toHaveProperty('condition');
    expect(await event('B-3')).toMatchObject({
      data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'EXCELLENT' }, method: 'manual' },
    });
    const device = await refurbisher.get('/v1/devices/imei:004401245678905');
    expect(device.body).toMatchObject({ grades: [{ code: 'EXCELLENT', state: 'current' }] });
  });

  it('tells of each cell that cannot be read, by line, column and field', async () => {
    const { job, results } = await send(
      [
        HEADER,
        'Eingang;C-1;;Northwind;CSV-3;31.02.2026 10:15;schwer;Geschenk;;',
        'Verkauf;C-2;;Northwind;CSV-3;04.03.2026 10:15;;;;',
        'Eingang;C-3;004401245678901;;;04.03.2026 10:15;150,0;Ankauf;;',
        'Eingang;C-4;;Northwind;CSV-4;04.03.2026 10:15;150,0;Ankauf',
      ],
      'workshop',
    );
    expect(job.counts.accepted).toBe(0);
    expect(results.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'refused'],
      [3, 'refused'],
      [4, 'refused'],
      [5, expect.any(String)],
    ]);
    const told = (index: number) => results[index]?.errors.map(({ pointer, rule }) => `${pointer} ${rule}`).sort();
    expect(told(0)).toEqual([
      '/data/intakeReason unknown-value',
      '/data/massKg not-a-number',
      '/occurredAt not-a-date',
    ]);
    expect(told(1)).toEqual(['/type unknown-value']);
    expect(told(2)?.[0]).toMatch(/^\/device/);
    expect(results[0]?.errors.every(({ detail, hint }) => detail.includes('Column') && hint !== undefined)).toBe(true);
  });

  it('that lacks a column of its mapping records nothing, and says which', async () => {
    const rows = [HEADER.replace(';Zustand', ''), 'Eingang;F-1;;Northwind;CSV-8;04.03.2026 10:15;150,0;Ankauf;'];
    const { job, results } = await send(rows, 'workshop');
    expect([job.counts, job.linesDone, results]).toEqual([counts({}), 0, []]);
    expect(job.state).toBe('failed');
    expect(job.failure).toContain('The mapping "workshop" reads columns that the file does not have: "Zustand".');
    expect((await refurbisher.get('/v1/events?reference=F-1')).status).toBe(404);
  });

  it('sent again gives duplicates, and LF reads as CRLF does', async () => {
    const rows = [HEADER, 'Eingang;D-1;;Northwind;CSV-5;04.03.2026 10:15;150,0;Ankauf;;'];
    expect((await send(rows, 'workshop')).job.counts.refused).toBe(0);
    expect((await send(rows, 'workshop', '\n')).job.counts).toEqual(counts({ duplicate: 1 }));
  });

  it('never refuses a time that a change of clocks makes impossible or ambiguous without saying so', async () => {
    const { results } = await send(
      [
        HEADER,
        'Eingang;E-1;;Northwind;CSV-6;29.03.2026 02:30;;Ankauf;;',
        'Eingang;E-2;;Northwind;CSV-7;25.10.2025 02:30;;Ankauf;;',
      ],
      'workshop',
    );
    expect(results.filter(({ status }) => status >= 500)).toEqual([]);
  });
});

describe('a line that corrects another', () => {
  const CORRECTING = {
    constants: [
      { field: 'type', value: 'DeviceReceived' },
      { field: 'data.intakeReason', value: 'b2b' },
    ],
    columns: [
      { column: 'ref', field: 'reference', as: 'text' },
      { column: 'imei', field: 'device', as: 'identifier:imei' },
      { column: 'at', field: 'occurredAt', as: 'date', dateFormat: 'iso' },
      { column: 'instead of', field: 'corrects.reference', as: 'text' },
    ],
  };

  it('names it by the reference of that line', async () => {
    await declare('correcting', CORRECTING);
    const rows = ['ref,imei,at,instead of', 'C-1,356938035643809,2026-03-04,', 'C-2,356938035643809,2026-03-05,C-1'];
    const { job } = await imported(refurbisher, rows.join('\n'), { type: CSV, mapping: 'correcting' });
    expect(job).toMatchObject({ state: 'completed', counts: counts({ accepted: 2 }) });
    const event = async (reference: string) => (await refurbisher.get(`/v1/events?reference=${reference}`)).body;
    expect((await event('C-2')).corrects).toBe((await event('C-1')).eventId);
  });
});

describe('a date without a clock', () => {
  it('has day precision, and columns may be addressed by position', async () => {
    const mapping = {
      format: { delimiter: ',', header: false },
      constants: [
        { field: 'type', value: 'DeviceReceived' },
        { field: 'data.intakeReason', value: 'b2b' },
      ],
      columns: [
        { column: 0, field: 'reference', as: 'text' },
        { column: 1, field: 'device', as: 'identifier:serial', within: { value: 'Northwind' } },
        { column: 2, field: 'occurredAt', as: 'date', dateFormat: 'yyyy/MM/dd' },
      ],
    };
    await declare('by-position', mapping);
    const { job } = await imported(refurbisher, 'P-1,"POS,1",2026/03/04\n', { type: CSV, mapping: 'by-position' });
    expect(job).toMatchObject({ state: 'completed', linesDone: 1 });
    expect((await refurbisher.get('/v1/events?reference=P-1')).body).toMatchObject({
      occurredAt: '2026-03-04',
      occurredAtPrecision: 'day',
      addressedBy: ['serial:northwind:POS,1'],
    });
  });
});

describe('a mapping', () => {
  it('is replaced by declaring it again, listed, and its owner’s alone', async () => {
    expect((await declare('mine', WORKSHOP)).status).toBe(201);
    expect((await declare('mine', { ...WORKSHOP, description: 'Second version' })).status).toBe(200);
    expect((await refurbisher.get('/v1/mappings/mine')).body.description).toBe('Second version');
    expect((await refurbisher.get('/v1/mappings')).body.items.map(({ name }) => name)).toContain('mine');
    expect((await other.get('/v1/mappings/mine')).status).toBe(404);
    const foreign = await sendFile(other, HEADER, { type: CSV, mapping: 'mine' });
    expect([foreign.status, rulesOf(foreign)]).toEqual([422, ['unknown-mapping']]);
  });

  it('that contradicts itself is refused with everything that is wrong', async () => {
    const wrong = await declare('wrong', {
      timeZone: 'Europe/Lipsia',
      columns: [
        { column: 'a', field: 'device', as: 'text' },
        { column: 'b', field: 'data.massKg', as: 'number', unit: 'stone' },
        { column: 'c', field: 'data.__proto__', as: 'text' },
      ],
    });
    expect(wrong.status).toBe(422);
    expect(pointersOf(wrong).some((pointer) => pointer.startsWith('/timeZone'))).toBe(true);
    expect(pointersOf(wrong).filter((pointer) => pointer.startsWith('/columns')).length).toBeGreaterThanOrEqual(2);
    expect((await refurbisher.get('/v1/mappings/wrong')).status).toBe(404);
  });

  it('does not fit an NDJSON file', async () => {
    const told = await sendFile(refurbisher, '{}', { mapping: 'workshop' });
    expect([told.status, rulesOf(told)]).toEqual([422, ['mapping-not-for-ndjson']]);
  });
});
