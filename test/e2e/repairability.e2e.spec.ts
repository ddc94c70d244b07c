import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { REPAIR_SCORES } from '#lifecycle/testing';
import { Desk, type Told } from './desk.js';
import { CSV, counts, imported } from './import-desk.js';
import { until } from './until.js';

let app: RunningApp;
let maker: Desk;
let auditor: Desk;
const recorded = new Map<string, string>();

const EU = '(EU) 2023/1669';
const phone = (number: number) => `serial:Northwind:REPAIR${number}`;
const manufactured = (number: number, data: object) =>
  maker.report(phone(number), 'DeviceManufactured', '2026-01-10T08:00:00Z', { manufacturedOn: '2026-01-10', ...data });
const registered = (number: number) =>
  maker.report(phone(number), 'DeviceRegistered', '2026-01-10T07:00:00Z', {
    category: 'smartphone',
    brand: 'Northwind',
    model: 'Beta',
  });

const { spareParts, softwareUpdates, repairInformation, ...byPart } = REPAIR_SCORES;
const scores = Object.entries({ spareParts, softwareUpdates, repairInformation, ...byPart }).flatMap(
  ([parameter, given]): [path: string, points: number][] =>
    typeof given === 'number'
      ? [[parameter, given]]
      : Object.entries(given).map(([part, points]) => [`${parameter}.${part}`, points]),
);

/** A scoring sheet: a device in each row, a column for each score, named as the path of its field. */
const SHEET = {
  constants: [{ field: 'type', value: 'DeviceManufactured' }],
  columns: [
    { column: 'sheet', field: 'reference', as: 'text' },
    { column: 'serial', field: 'device', as: 'identifier:serial', within: { value: 'Northwind' } },
    { column: 'made', field: 'occurredAt', as: 'date', dateFormat: 'yyyy-MM-dd' },
    { column: 'made', field: 'data.manufacturedOn', as: 'date', dateFormat: 'yyyy-MM-dd' },
    ...scores.map(([path]) => ({ column: path, field: `data.repairabilityScores.${path}`, as: 'number' })),
  ],
};
const HEADER = ['sheet', 'serial', 'made', ...scores.map(([path]) => path)].join(',');
const row = (number: number, given: Record<string, number | ''> = {}) =>
  [`sheet-${number}`, `REPAIR${number}`, '2026-01-10', ...scores.map(([path, points]) => given[path] ?? points)].join();

const report = async (number: number, data: object): Promise<Told> => {
  const told = await maker.post('/v1/events', manufactured(number, data));
  recorded.set(phone(number), String(told.body.eventId));
  return told;
};

beforeAll(async () => {
  app = await RunningApp.start();
  maker = await Desk.open(app, 'northwind', ['manufacturer']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
  for (const number of [1, 2, 3, 4, 5]) await maker.post('/v1/events', registered(number));
  expect((await maker.send('PUT', '/v1/mappings/scoring-sheet', SHEET)).status).toBe(201);
});
afterAll(() => app.close());

describe('scores of repairability', () => {
  it('come one by one, with a declaration that they give', async () => {
    const declared = { value: 3.8, class: 'B', source: EU };
    const told = await report(1, { repairability: declared, repairabilityScores: REPAIR_SCORES });
    expect([told.status, told.body.anomalies ?? []]).toEqual([201, []]);
  });

  it('come with a declaration that they do not give, which the answer says and which counts as declared', async () => {
    const declared = { value: 4.1, class: 'A', source: EU };
    const told = await report(2, { repairability: declared, repairabilityScores: REPAIR_SCORES });
    expect([told.status, told.body.anomalies]).toMatchObject([
      201,
      [{ rule: 'repairability-mismatch', severity: 'information' }],
    ]);
  });

  it('come in an NDJSON file without a declaration', async () => {
    const line = JSON.stringify(manufactured(3, { repairabilityScores: { ...REPAIR_SCORES, spareParts: 5 } }));
    const { job } = await imported(maker, `${line}\n`);
    expect(job.counts).toEqual(counts({ accepted: 1 }));
  });

  it('come in a CSV file, a column for each', async () => {
    const rows = [HEADER, row(4, { softwareUpdates: 5 })];
    const { job, results } = await imported(maker, rows.join('\n'), { type: CSV, mapping: 'scoring-sheet' });
    expect([job.counts, results]).toEqual([counts({ accepted: 1 }), []]);
  });

  it('are refused by line, column and hint where one is missing or out of range', async () => {
    const wrong = row(5, { 'fasteners.display': 4, 'tools.speaker': '' });
    const { job, results } = await imported(maker, [HEADER, wrong].join('\n'), { type: CSV, mapping: 'scoring-sheet' });
    expect(job.counts).toEqual(counts({ refused: 1 }));
    expect(results[0]?.line).toBe(2);
    expect(results[0]?.errors.map(({ pointer, rule, hint }) => [pointer, rule, hint]).sort()).toEqual([
      ['/data/repairabilityScores/fasteners/display', 'not-one-of', 'One of: 1, 3, 5.'],
      [
        '/data/repairabilityScores/tools/speaker',
        'required',
        'Score of the speaker: the lowest where it has several, 5 where it has none. One of: 1, 2, 3, 4, 5.',
      ],
    ]);
  });

  it('are public, as the declaration is', async () => {
    const insurer = await Desk.open(app, 'insurer', ['owner']);
    await maker.record(phone(1), 'AccessGranted', '2026-01-11T08:00:00Z', { granteeId: 'insurer', tier: 'public' });
    const { body } = await insurer.get(`/v1/events/${recorded.get(phone(1))}`);
    expect(body.data).toMatchObject({ repairability: { class: 'B' }, repairabilityScores: REPAIR_SCORES });
    expect(body).not.toHaveProperty('reference');
  });
});

describe('the calculated index', () => {
  const rows = async (question: string) => (await auditor.get(`/v1/metrics/${question}`)).body.rows;

  it('is the mean of what the scores give, with what is not scored as unknown', async () => {
    await report(5, {});
    const [known, unknown] = await until(
      () => rows('calculatedRepairability?period=year'),
      (all) => all[0]?.coverage.known === 4 && all[0].coverage.unknown === 1,
    );
    expect(known).toMatchObject({ value: 3.91, numerator: 15.64, denominator: 4 });
    expect(unknown).toMatchObject({ dimensions: { unknown: 'not-scored' }, value: null, numerator: 1 });
    const classes = await rows('calculatedRepairClasses?period=year');
    expect(classes.slice(0, 2).map(({ dimensions, value }) => [dimensions.class, value])).toEqual([
      ['A', 0.25],
      ['B', 0.75],
    ]);
  });

  it('leaves alone what is declared', async () => {
    const all = await rows('declaredRepairability?period=year');
    expect(all[0]).toMatchObject({ value: 3.95, denominator: 2, dimensions: { rule: EU } });
  });

  it('is explained down to the report of the manufacture', async () => {
    const { body } = await auditor.get('/v1/metrics/calculatedRepairability/explain?period=year');
    const inputs = body.inputs as { subjects: { events: string[] }[] }[];
    const events = inputs.flatMap(({ subjects }) => subjects.flatMap((subject) => subject.events));
    expect(events).toContain(recorded.get(phone(1)));
  });

  it('is defined by its formula, its weights and its bounds, and no longer listed as not computed', async () => {
    const { body } = await auditor.get('/v1/metrics');
    const defined = body.items.find(({ name }) => name === 'calculatedRepairability');
    expect(defined).toMatchObject({
      formula: expect.stringContaining('0.25 disassembly depth'),
      source: expect.stringContaining('2023/1669, Annex IV point 5'),
      reference: expect.arrayContaining([
        { part: 'battery', percent: 30, percentWhereItFolds: 25 },
        { class: 'B', from: 3.35 },
      ]),
    });
    expect(JSON.stringify(body.notComputed)).not.toContain('Repairability');
  });

  it('goes with its scores where the report is retracted', async () => {
    await maker.record(phone(2), 'EventRetracted', '2026-01-12T08:00:00Z', {
      target: { eventId: recorded.get(phone(2)) },
      reason: 'did_not_occur',
    });
    const [left] = await until(
      () => rows('calculatedRepairability?period=year'),
      (all) => all[0]?.denominator === 3,
    );
    expect(left?.value).toBe(3.9475);
  });
});
