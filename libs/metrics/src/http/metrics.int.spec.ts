import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { metrics } from '../domain/metrics/index.js';

let app: RunningApp;
let refurb: string;
beforeAll(async () => {
  app = await RunningApp.start();
  refurb = await app.partner('green-refurb', ['refurbisher']);
});
afterAll(() => app.close());

type Problem = { errors: { pointer: string; rule: string; hint?: string }[] };
const rulesOf = (body: unknown) => (body as Problem).errors.map(({ pointer, rule }) => `${pointer} ${rule}`);

describe('GET /v1/metrics', () => {
  it('says of every metric what it is', async () => {
    const { status, body } = await app.send('GET', '/v1/metrics', { key: refurb });
    const { items, factorSets } = body as {
      items: { name: string }[];
      factorSets: { edition: string; basis: string }[];
    };
    expect(status).toBe(200);
    expect(items).toHaveLength(metrics.length);
    expect(items.find(({ name }) => name === 'fleetCollectionRate')).toMatchObject({
      periods: ['year'],
      unit: 'share',
    });
    expect(factorSets.map(({ edition, basis }) => `${edition} ${basis}`)).toEqual([
      'ademe-2022-final@1 avoided_per_use_year',
      'backmarket-2024@1 avoided_per_device',
      'impactco2-2025-11@1 absolute_by_stage',
      'impactco2-2025-11-refurbishing@1 absolute_by_stage',
    ]);
    expect((await app.send('GET', '/v1/metrics', { key: null })).status).toBe(401);
  });
});

describe('GET /v1/metrics/{name}', () => {
  it('answers rows, and the day that they are as of', async () => {
    const { status, body } = await app.send('GET', '/v1/metrics/lives?by=partner,category&period=quarter&from=2026-Q1');
    expect([status, body]).toEqual([
      200,
      {
        metric: 'lives',
        period: 'quarter',
        evaluationDay: expect.anything(),
        asOfPosition: expect.any(String),
        rows: [],
        withheld: 0,
      },
    ]);
  });

  it('filters by dimension and lets a partner ask for its own rows only', async () => {
    const path = '/v1/metrics/cycleOutcomes?outcome=refurbished&partner=';
    expect((await app.send('GET', `${path}green-refurb`, { key: refurb })).status).toBe(200);
    const foreign = await app.send('GET', `${path}other`, { key: refurb });
    expect([foreign.status, rulesOf(foreign.body)]).toEqual([403, ['/query/partner not-your-rows']]);
  });

  it('refuses what does not fit, all at once', async () => {
    const wrong = await app.send('GET', '/v1/metrics/lives?by=colour&factorSet=x&size=5');
    expect([wrong.status, rulesOf(wrong.body)]).toEqual([
      422,
      ['/query/by unknown-dimension', '/query/size unknown-dimension', '/query/factorSet no-factors-used'],
    ]);
    expect((await app.send('GET', '/v1/metrics/lives?period=week')).status).toBe(422);
    expect((await app.send('GET', '/v1/metrics/happiness')).status).toBe(404);
  });
});

describe('GET /v1/metrics/{name}/explain', () => {
  it('answers the inputs of the formula', async () => {
    const { status, body } = await app.send('GET', '/v1/metrics/weeeRecoveryRate/explain?input=denominator&limit=5');
    expect([status, body]).toMatchObject([
      200,
      {
        metric: 'weeeRecoveryRate',
        inputs: [{ input: 'denominator', measure: 'weeeMass', amount: '0', subjects: [] }],
      },
    ]);
  });

  it('refuses a cursor that it did not give', async () => {
    const { status, body } = await app.send('GET', '/v1/metrics/lives/explain?cursor=abc');
    expect([status, rulesOf(body)]).toEqual([422, ['/query/cursor wrong-cursor']]);
  });
});

describe('the description of the API', () => {
  it('names the rows and the parameters', async () => {
    const { body } = await app.send('GET', '/openapi.json', { key: null });
    const { paths, components } = body as { paths: Record<string, unknown>; components: { schemas: object } };
    expect(Object.keys(paths)).toContain('/v1/metrics/{name}/explain');
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(['MetricAnswerView', 'MetricRowView']));
  });
});
